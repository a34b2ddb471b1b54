import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { useCustomFields } from '../custom-fields/custom-field.ts'
import { CustomerInput } from '../custom-fields/customer-input.tsx'
import { type CustomDraft, CustomFormFields } from '../custom-fields/form-fields.tsx'
import { CustomValueInput } from '../custom-fields/value-input.tsx'
import { write } from '../shared/api.ts'
import { fieldErrors, problemText } from '../shared/problem.ts'
import { sayDone } from '../shared/undo.ts'
import { type CustomRecord, type RecordType, refreshRecords, targetOf } from './record-types.ts'

type FormProps = {
  type: RecordType
  /** Whose record it will be; null: it is asked for. */
  customerId: string | null
  onClose: () => void
  onAdded?: (record: CustomRecord) => void
}

/** A record is its fields, so these stand there openly unless they are very many. */
const OPENLY = 40

/** Adds a record to a customer, by the fields of its type. */
export default function RecordForm({ type, customerId, onClose, onAdded }: FormProps) {
  const t = useT('custom-records')
  const fields = useCustomFields(targetOf(type))
  const [owner, setOwner] = useState(customerId)
  const [values, setValues] = useState<CustomDraft>({})
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [unowned, setUnowned] = useState(false)
  const errors = fieldErrors(problem)
  const writable = fields.filter((field) => field.writable)
  const change = (key: string, value: unknown) => setValues((before) => ({ ...before, [key]: value }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setUnowned(owner === null)
    if (owner === null || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const body = { customer_id: owner, custom: values }
      const { answer, operation } = await write('POST /custom-record-types/:id/records', {
        params: { id: type.id },
        body,
      })
      sayDone({ text: t('added', { title: answer.title }), operation, t })
      await refreshRecords()
      onAdded?.(answer)
      onClose()
    } catch (failure) {
      setProblem(failure)
      setBusy(false)
    }
  }
  const elsewhere = problem !== null && !Object.keys(errors).some((name) => name.startsWith('custom.'))
  return (
    <Dialog open onClose={onClose} title={t('add.title', { type: type.singular })} width={640}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {elsewhere && <Notice tone="danger">{problemText(problem, t)}</Notice>}
          {customerId === null && (
            <CustomerInput
              value={owner}
              onChange={(id) => setOwner(typeof id === 'string' ? id : null)}
              shared={{
                label: t('customer'),
                required: true,
                error: unowned ? t('customer.needed') : undefined,
              }}
            />
          )}
          {fields.length === 0 ? (
            <Notice tone="neutral">{t('add.noFields')}</Notice>
          ) : writable.length > OPENLY ? (
            <CustomFormFields fields={fields} values={values} errors={errors} isNew onChange={change} />
          ) : (
            <Fields columns={2}>
              {writable.map((field) => (
                <CustomValueInput
                  key={field.id}
                  field={field}
                  value={field.key in values ? values[field.key] : field.default_value}
                  error={errors[`custom.${field.key}`]}
                  onChange={(value) => change(field.key, value)}
                />
              ))}
            </Fields>
          )}
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('add.save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
