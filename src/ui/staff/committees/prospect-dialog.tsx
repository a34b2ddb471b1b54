import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import { DayFields, NoteField } from './day-fields.tsx'
import { FormDialog } from './form-dialog.tsx'
import classes from './forms.module.css'
import { minorOf, moneyText } from './money-text.ts'
import { PersonInput } from './person-input.tsx'
import { localToday, type Prospect, useSending } from './use-committees.ts'

type Named = { id: string; name: string }
const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CAD', 'AUD', 'JPY']

/** Gives a prospect to a solicitor, or changes one. What is known of the two stands already. */
export default function ProspectDialog({
  prospect = null,
  customer = null,
  solicitor = null,
  onClose,
}: {
  prospect?: Prospect | null
  customer?: Named | null
  solicitor?: Named | null
  onClose: () => void
}) {
  const t = useT('committees')
  const { data } = useQuery({
    ...read('GET /solicitors', { query: { filter: { status: 'active' }, limit: 500 } }),
    enabled: !prospect && !solicitor,
  })
  const [person, setPerson] = useState<Named | null>(customer)
  const [chosen, setChosen] = useState(solicitor?.id ?? '')
  const by = chosen || data?.items[0]?.customer.id || ''
  const [stage, setStage] = useState<Prospect['stage']>(prospect?.stage ?? 'identified')
  const [currency, setCurrency] = useState(prospect?.target?.currency ?? 'EUR')
  const [amount, setAmount] = useState(
    prospect?.target ? moneyText(prospect.target.amount, prospect.target.currency) : '',
  )
  const [from_on, setFrom] = useState(prospect?.from_on ?? localToday())
  const [until, setUntil] = useState(prospect?.until_on ?? '')
  const [note, setNote] = useState(prospect?.note ?? '')
  const { busy, errors, problem, send } = useSending()
  const minor = minorOf(amount, currency)
  const stages = prospect
    ? [prospect.stage, ...prospect.next_stages]
    : (['identified', 'cultivating', 'asked', 'pledged', 'declined'] as const)
  const name = prospect?.customer.name ?? person?.name ?? ''
  const submit = async () => {
    const body = {
      stage,
      target: minor == null ? null : { amount: minor, currency },
      from_on,
      until_on: until || null,
      note: note.trim() || null,
    }
    const work = prospect
      ? () => write('PATCH /prospects/:id', { params: { id: prospect.id }, ifMatch: prospect.version, body })
      : () => write('POST /prospects', { body: { ...body, customer_id: person!.id, solicitor_id: by } })
    if (await send(work, t(prospect ? 'changed.toast' : 'added.toast', { name }))) onClose()
  }
  const complete = prospect || (person && by)
  return (
    <FormDialog
      title={prospect ? t('prospect.edit', { name }) : t('prospect.add')}
      action={t('save')}
      busy={busy}
      problem={problem}
      reason={!complete ? t('prospect.incomplete') : minor === undefined ? t('prospect.amount') : null}
      onSubmit={submit}
      onClose={onClose}
    >
      {!prospect && !customer && (
        <PersonInput
          label={t('field.prospect')}
          value={person}
          onChange={setPerson}
          error={errors['customer_id']}
        />
      )}
      {!prospect && !solicitor && (
        <NativeSelect
          label={t('field.solicitor')}
          value={by}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={(data?.items ?? []).map(({ customer: { id, name: label } }) => ({ value: id, label }))}
          error={errors['solicitor_id']}
        />
      )}
      <Fields columns={2}>
        <NativeSelect
          label={t('field.stage')}
          value={stage}
          onChange={(event) => setStage(event.currentTarget.value as Prospect['stage'])}
          data={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        />
        <div className={classes.money}>
          <TextInput
            label={t('field.target')}
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.currentTarget.value)}
            error={minor === undefined ? t('prospect.amount') : errors['target.amount']}
          />
          <NativeSelect
            label={t('field.currency')}
            value={currency}
            onChange={(event) => setCurrency(event.currentTarget.value)}
            data={[...new Set([currency, ...currencies])]}
          />
        </div>
        <DayFields from={from_on} onFrom={setFrom} until={until} onUntil={setUntil} errors={errors} />
      </Fields>
      <NoteField value={note} onChange={setNote} />
    </FormDialog>
  )
}
