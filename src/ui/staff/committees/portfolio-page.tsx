import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { usePageTitle } from '../shared/page-title.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import classes from './committees.module.css'
import { Paged, usePaged } from './paged.tsx'
import { ProspectRow } from './prospect-row.tsx'
import type { Prospect, Solicitor } from './use-committees.ts'

const ProspectDialog = late(() => import('./prospect-dialog.tsx'))
const ReassignDialog = late(() => import('./reassign-dialog.tsx'))
const SolicitorDialog = late(() => import('./solicitor-dialog.tsx'))

const stages = ['all', 'identified', 'cultivating', 'asked', 'pledged', 'declined']
const states = ['current', 'past', 'future', 'all']

/** The prospects of a solicitor. */
export default function PortfolioPage() {
  const t = useT('committees')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(read('GET /solicitors/:id', { params: { id } }))
  usePageTitle(data?.customer.name)
  if (error && !data) return <ErrorState page title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={classes.page}>
        <Skeleton lines={[40, 70, 55, 60]} height={18} />
      </div>
    )
  }
  return <Portfolio solicitor={data} />
}

function Portfolio({ solicitor }: { solicitor: Solicitor }) {
  const t = useT('committees')
  const f = useFormats()
  const can = useCan()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'add' | 'edit' | 'reassign' | null>(null)
  const [selected, setSelected] = useState<readonly string[]>([])
  const given = useSearch({ strict: false }) as Record<string, unknown>
  const pick = (name: string, choices: string[]) =>
    choices.includes(String(given[name])) ? String(given[name]) : choices[0]!
  const [stage, state] = [pick('stage', stages), pick('state', states)]
  const { id, customer, prospects, targets, since_on, status } = solicitor
  const query = usePaged('GET /prospects', {
    solicitor: customer.id,
    state,
    ...(stage !== 'all' && { stage }),
  })
  const set = (change: object) => {
    setSelected([])
    void navigate({
      to: `/committees/solicitors/${id}` as never,
      search: { stage, state, ...change } as never,
      replace: true,
    })
  }
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <Link to={'/committees/solicitors' as never}>{t('view.solicitors')}</Link>
          <h1>{customer.name}</h1>
        </div>
        {can('solicitors.write') && (
          <div className={classes.buttons}>
            <Button onClick={() => setOpen('edit')}>{t('solicitor.change')}</Button>
            <Button
              look="primary"
              icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
              reason={status === 'inactive' ? t('solicitor.isInactive') : null}
              onClick={() => setOpen('add')}
            >
              {t('prospect.add')}
            </Button>
          </div>
        )}
      </header>
      <dl className={classes.figures}>
        <div>
          <dt>{t('figure.prospects')}</dt>
          <dd>{f.number(prospects)}</dd>
        </div>
        <div>
          <dt>{t('figure.targets')}</dt>
          <dd>{targets.map(({ amount, currency }) => f.money(amount, currency)).join(' + ') || '–'}</dd>
        </div>
        <div>
          <dt>{t(`solicitor.${status}`)}</dt>
          <dd>{t('since', { date: f.date(since_on) })}</dd>
        </div>
      </dl>
      <search className={classes.filters}>
        <NativeSelect
          aria-label={t('field.stage')}
          value={stage}
          onChange={(event) => set({ stage: event.currentTarget.value })}
          data={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        />
        <NativeSelect
          aria-label={t('filter.state')}
          value={state}
          onChange={(event) => set({ state: event.currentTarget.value })}
          data={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        {selected.length > 0 && (
          <>
            <Badge tone="accent">{t('selected', { count: selected.length })}</Badge>
            <Button onClick={() => setOpen('reassign')}>{t('reassign')}</Button>
            <Button look="quiet" onClick={() => setSelected([])}>
              {t('selectNone')}
            </Button>
          </>
        )}
      </search>
      <Paged query={query} empty={{ title: t('prospects.empty'), hint: t('prospects.emptyHint') }}>
        {(items) => (
          <ul className={classes.list}>
            {items.map((prospect) => (
              <ProspectRow
                key={prospect.id}
                prospect={prospect}
                shows="customer"
                leading={
                  can('solicitors.write') &&
                  prospect.state === 'current' && (
                    <Pick prospect={prospect} selected={selected} onChange={setSelected} />
                  )
                }
              />
            ))}
          </ul>
        )}
      </Paged>
      {open === 'add' && <ProspectDialog solicitor={customer} onClose={() => setOpen(null)} />}
      {open === 'edit' && <SolicitorDialog solicitor={solicitor} onClose={() => setOpen(null)} />}
      {open === 'reassign' && (
        <ReassignDialog
          prospects={selected}
          from={customer.id}
          onClose={() => setOpen(null)}
          onDone={() => setSelected([])}
        />
      )}
    </div>
  )
}

function Pick({
  prospect: { id, customer },
  selected,
  onChange,
}: {
  prospect: Prospect
  selected: readonly string[]
  onChange: (ids: readonly string[]) => void
}) {
  const t = useT('committees')
  return (
    <span className={classes.check}>
      <input
        type="checkbox"
        aria-label={t('select', { name: customer.name })}
        checked={selected.includes(id)}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? [...selected, id] : selected.filter((one) => one !== id))
        }
      />
    </span>
  )
}
