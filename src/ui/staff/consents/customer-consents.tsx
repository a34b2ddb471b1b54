import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconHistory, IconPlus, IconShieldCheck } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useLive } from '../shared/live.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './consents.module.css'
import { type Channel, type MatrixRow, refreshConsents } from './consents.ts'
import { Matrix } from './matrix.tsx'

const RecordDialog = late(() => import('./record-dialog.tsx'))
const ProofDrawer = late(() => import('./proof-drawer.tsx'))

type Asked = { row: MatrixRow | null; channel: Channel | null }

/** The tab on a customer's page: purposes by channels, each cell a way to record a decision. */
export default function CustomerConsents({ customer }: { customer: Customer }) {
  const t = useT('consents')
  const can = useCan()
  const navigate = useNavigate()
  // A link to one decision shows all of them, with that one marked.
  const { subject } = useSearch({ strict: false }) as { subject?: string }
  const [recording, setRecording] = useState<Asked | null>(null)
  const [proof, setProof] = useState<Asked | null>(null)
  const query = useQuery(read('GET /customers/:id/consents', { params: { id: customer.id } }))
  useLive('customer', ({ id }) => {
    if (!id || id === customer.id) void refreshConsents()
  })
  const rows = query.data?.items
  if (query.error && !rows)
    return <ErrorState title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
  if (!rows) return <Skeleton lines={[80, 60, 70]} height={20} />
  if (rows.length === 0) return <NoPurposes />
  const shown = proof ?? (subject ? { row: null, channel: null } : null)
  const close = () => {
    setProof(null)
    if (subject) void navigate({ to: '.', search: { tab: 'consents' } as never, replace: true })
  }
  return (
    <section aria-label={t('title')}>
      <div className={classes.bar}>
        {can('consents.write') && (
          <Button
            icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => setRecording({ row: null, channel: null })}
          >
            {t('record')}
          </Button>
        )}
        <Button
          look="quiet"
          icon={<IconHistory size={16} stroke={1.75} aria-hidden />}
          onClick={() => setProof({ row: null, channel: null })}
        >
          {t('proof.all')}
        </Button>
      </div>
      <Matrix
        rows={rows}
        writable={can('consents.write')}
        onRecord={(row, channel) => setRecording({ row, channel })}
        onProof={(row, channel) => setProof({ row, channel })}
      />
      {recording && (
        <RecordDialog customer={customer} {...recording} rows={rows} onClose={() => setRecording(null)} />
      )}
      {shown && <ProofDrawer customer={customer} {...shown} marked={subject ?? null} onClose={close} />}
    </section>
  )
}

function NoPurposes() {
  const t = useT('consents')
  const can = useCan()
  return (
    <EmptyState
      icon={<IconShieldCheck size={20} stroke={1.75} aria-hidden />}
      title={t('empty')}
      actions={can('consents.full') && <Link to={'/settings/consents' as never}>{t('empty.add')}</Link>}
    >
      {t('empty.hint')}
    </EmptyState>
  )
}
