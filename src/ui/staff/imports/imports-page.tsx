import { NativeSelect } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { IconDownload } from '../../kit/icons.ts'
import { useCan } from '../shared/session.ts'
import { DropZone } from './drop-zone.tsx'
import { ImportList } from './import-list.tsx'
import classes from './imports.module.css'
import { CUSTOMERS, labelOf, type Target, useTargets, useWordsOf } from './targets.ts'

/** Where an import begins, and where earlier ones are found. The address says what the file holds. */
export default function ImportsPage() {
  const targets = useTargets()
  const navigate = useNavigate()
  const can = useCan()
  const { what } = useSearch({ strict: false }) as { what?: unknown }
  const target = typeof what === 'string' ? what : CUSTOMERS
  const t = useWordsOf(target)
  const choose = (name: string) =>
    void navigate({
      to: '/imports',
      search: (name === CUSTOMERS ? {} : { what: name }) as never,
      replace: true,
    })
  const chosen = targets?.find(({ name }) => name === target)
  return (
    <div className={classes.page}>
      <header className={classes.intro}>
        <h1>{t('list.title', { what: labelOf(targets, target) })}</h1>
        <p>{t('list.intro')}</p>
        {can('customers.export') && (
          <Link to="/exports" className={classes.export}>
            <IconDownload size={16} stroke={1.75} aria-hidden />
            {t('export.link')}
          </Link>
        )}
      </header>
      {targets && targets.length > 1 && (
        <div className={classes.what}>
          <NativeSelect
            label={t('target.label')}
            value={chosen ? target : CUSTOMERS}
            data={targets.map(({ name, label }) => ({ value: name, label }))}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          {chosen && target !== CUSTOMERS && <Columns target={chosen} />}
        </div>
      )}
      <DropZone target={target} />
      <section aria-labelledby="earlier-imports" className={classes.earlier}>
        <h2 id="earlier-imports">{t('list.earlier')}</h2>
        <ImportList />
      </section>
    </div>
  )
}

/** What such a file can hold, so that it can be made. */
function Columns({ target: { columns, name } }: { target: Target }) {
  const t = useWordsOf(name)
  const listed = columns.map(({ label, required }) => (required ? `${label}*` : label)).join(', ')
  return (
    <p className={classes.hint}>
      {t('target.columns', { columns: listed })}{' '}
      {columns.some(({ names }) => names === 'customer') && t('target.customer')}
    </p>
  )
}
