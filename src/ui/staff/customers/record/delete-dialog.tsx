import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Actions, Dialog } from '../../../kit/dialog.tsx'
import { ErrorState, Notice, Skeleton } from '../../../kit/feedback.tsx'
import { Fields } from '../../../kit/field.tsx'
import { useFormats } from '../../../kit/format.ts'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { anyWord } from '../../shared/any-word.ts'
import { call, type Result } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { queryClient, read } from '../../shared/queries.ts'
import { forget } from '../../shared/recent.ts'
import type { Customer } from '../../shared/ui-module.ts'
import classes from './delete-dialog.module.css'
import { numberOf } from './values.ts'

type Preview = Result<'GET /customers/:id/deletion'>
type DialogProps = { customer: Customer; onClose: () => void }

/** Deleting for good: what disappears, what stands in the way, and the number to be typed. */
export default function DeleteDialog({ customer, onClose }: DialogProps) {
  const t = useT('customers')
  const { name } = customer
  const query = useQuery({
    ...read('GET /customers/:id/deletion', { params: { id: customer.id } }),
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <Dialog open onClose={onClose} width={500} title={t('record.delete.title', { name })}>
      {query.data ? (
        query.data.allowed ? (
          <Confirmation customer={customer} preview={query.data} onClose={onClose} />
        ) : (
          <Blocked preview={query.data} onClose={onClose} />
        )
      ) : query.error ? (
        <ErrorState small title={t('record.delete.failed')} onRetry={() => void query.refetch()}>
          {problemText(query.error, t)}
        </ErrorState>
      ) : (
        <Skeleton lines={[90, 70, 80, 100]} height={18} />
      )}
    </Dialog>
  )
}

function Blocked({ preview: { reason, blockers }, onClose }: { preview: Preview; onClose: () => void }) {
  const t = useT('customers')
  return (
    <>
      <Notice tone="warning" title={t('record.delete.blocked')}>
        {reason === 'customer.not_archived' && t('record.reason.customer.not_archived')}
        {blockers.length > 0 && (
          <ul className={classes.list}>
            {blockers.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        )}
      </Notice>
      {blockers.length > 0 && <p className={classes.remedy}>{t('record.delete.remedy')}</p>}
      <Actions>
        <Button look="primary" data-autofocus onClick={onClose}>
          {t('kit:close')}
        </Button>
      </Actions>
    </>
  )
}

/** What goes with the customer, in the words of the modules; what says nothing to a reader is one line. */
function useDisappearing({ disappears }: Preview): string[] {
  const t = useT('customers')
  const f = useFormats()
  const lines = disappears.flatMap(
    ({ table, count }) => anyWord(`record.delete.table.${table}`, { count, n: f.number(count) }) ?? [],
  )
  return [t('record.delete.record'), ...lines, t('record.delete.rest')]
}

function Confirmation({ customer, preview, onClose }: DialogProps & { preview: Preview }) {
  const t = useT('customers')
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const lines = useDisappearing(preview)
  const { id, name } = customer
  const waits =
    typed.trim().toUpperCase() === preview.confirm ? null : t('kit:confirm.type', { word: preview.confirm })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (waits || busy) return
    setBusy(true)
    setProblem(null)
    try {
      await call('DELETE /customers/:id', { params: { id }, body: { confirm: typed.trim() } })
    } catch (failure) {
      setProblem(failure)
      setBusy(false)
      return
    }
    forget(`/customers/${id}`)
    await navigate({ to: '/customers', replace: true })
    queryClient.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(id) })
    void queryClient.invalidateQueries()
    toast({ tone: 'success', text: t('record.delete.done', { name, number: numberOf(customer) }) })
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Fields>
        <Notice tone="danger" title={t('record.delete.final')}>
          {t('record.delete.final.text')}
        </Notice>
        <div>
          <p>{t('record.delete.disappears')}</p>
          <ul className={classes.list}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
        {problem !== null && <Notice tone="danger">{problemText(problem, t)}</Notice>}
        <TextInput
          label={t('kit:confirm.type', { word: preview.confirm })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          autoFocus
        />
      </Fields>
      <Actions>
        <Button onClick={onClose}>{t('record.cancel')}</Button>
        <Button type="submit" look="danger" busy={busy} reason={waits}>
          {t('record.delete.action')}
        </Button>
      </Actions>
    </form>
  )
}
