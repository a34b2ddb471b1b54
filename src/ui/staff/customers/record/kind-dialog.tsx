import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Actions, Dialog } from '../../../kit/dialog.tsx'
import { Notice } from '../../../kit/feedback.tsx'
import { Fields } from '../../../kit/field.tsx'
import { useT } from '../../../kit/words.ts'
import { write } from '../../shared/api.ts'
import { ApiProblem, fieldErrors, problemText } from '../../shared/problem.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { sayDone } from '../../shared/undo.ts'
import { type Change, showRecord } from './save.ts'

/** Turns a person into an organisation or back: says what that means, and asks for the name that the kind requires. */
export default function KindDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useT('customers')
  const to = customer.kind === 'individual' ? 'organisation' : 'individual'
  const [company, setCompany] = useState(customer.company_name ?? customer.name)
  const [first, setFirst] = useState(customer.first_name ?? '')
  const [last, setLast] = useState(customer.last_name ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const errors = fieldErrors(problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    const body: Change =
      to === 'organisation'
        ? { kind: to, company_name: company.trim() || null }
        : { kind: to, first_name: first.trim() || null, last_name: last.trim() || null }
    try {
      const { id, version } = customer
      const { answer, operation } = await write('PATCH /customers/:id', {
        params: { id },
        body,
        ifMatch: version,
      })
      await showRecord(answer)
      sayDone({ text: t(`record.kindChange.done.${to}`, { name: customer.name }), operation, t })
      onClose()
    } catch (failure) {
      setProblem(failure)
      // The next press is for the record as it is now, which stands behind the dialog.
      if (failure instanceof ApiProblem && failure.code === 'version.stale')
        await showRecord(failure.params['current'] as Customer)
    } finally {
      setBusy(false)
    }
  }
  const unplaced = problem !== null && !errors['company_name'] && !errors['last_name']
  return (
    <Dialog
      open
      onClose={onClose}
      width={480}
      title={t(`record.kindChange.title.${to}`, { name: customer.name })}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          <p>{t(`record.kindChange.text.${to}`)}</p>
          {unplaced && <Notice tone="danger">{problemText(problem, t)}</Notice>}
          {to === 'organisation' ? (
            <TextInput
              label={t('record.field.company_name')}
              required
              data-autofocus
              maxLength={200}
              value={company}
              error={errors['company_name']}
              onChange={(event) => setCompany(event.currentTarget.value)}
            />
          ) : (
            <Fields columns={2}>
              <TextInput
                label={t('record.field.first_name')}
                data-autofocus
                maxLength={100}
                value={first}
                onChange={(event) => setFirst(event.currentTarget.value)}
              />
              <TextInput
                label={t('record.field.last_name')}
                required
                maxLength={100}
                value={last}
                error={errors['last_name']}
                onChange={(event) => setLast(event.currentTarget.value)}
              />
            </Fields>
          )}
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('record.cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t(`record.actions.to.${to}`)}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
