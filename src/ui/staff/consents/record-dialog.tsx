import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice, Skeleton } from '../../kit/feedback.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { fieldErrors, problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import type { Customer } from '../shared/ui-module.ts'
import { sayDone } from '../shared/undo.ts'
import classes from './consents.module.css'
import { type Channel, type MatrixRow, methods, refreshConsents, type State } from './consents.ts'
import { StateMark } from './state.tsx'
import { useWordingChoice, WordingChoice } from './wording-choice.tsx'

type Props = {
  customer: Customer
  /** The purpose and channel that were pressed; null: the form asks. */
  row: MatrixRow | null
  channel: Channel | null
  rows: MatrixRow[]
  onClose: () => void
}

/** Now, as the browser's own control for moments wants it: local time without zone. */
const localNow = () => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Records what a customer decided about one purpose, over one channel or several. */
export default function RecordDialog({ customer, row, channel, rows, onClose }: Props) {
  const t = useT('consents')
  const open = rows.filter(({ purpose }) => purpose.retired_at === null)
  const [purposeId, setPurposeId] = useState((row ?? open[0] ?? rows[0])!.purpose.id)
  const { purpose, cells } = rows.find((one) => one.purpose.id === purposeId)!
  const [chosen, setChosen] = useState<readonly Channel[]>(channel ? [channel] : [])
  const [state, setState] = useState<State | ''>('')
  const [when, setWhen] = useState('')
  const [method, setMethod] = useState<string>('form')
  const [source, setSource] = useState('')
  const [note, setNote] = useState('')
  const [evidence, setEvidence] = useState('')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { data: purposes } = useQuery(read('GET /consent-purposes'))
  const wordings = purposes?.items.find(({ id }) => id === purposeId)?.wordings
  const wording = useWordingChoice(purposeId, wordings, customer.language)
  const picked = chosen.filter((one) => cells.some((cell) => cell.channel === one))
  const wanted: State[] = purpose.double_opt_in ? ['given', 'unconfirmed'] : ['given']
  const states: State[] = [...wanted, 'refused', 'withdrawn']
  const errors = fieldErrors(problem)
  const errorOf = (field: string) =>
    errors[Object.keys(errors).find((key) => key.endsWith(`.${field}`)) ?? '']

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy || picked.length === 0 || !state) return
    setBusy(true)
    setProblem(null)
    const decision = {
      purpose_id: purposeId,
      state: state as 'given',
      method: method as 'form',
      ...(when && { decided_at: new Date(when).toISOString() }),
      wording_id: wording.id,
      source: source.trim() || null,
      note: note.trim() || null,
      evidence: evidence.trim() || null,
    }
    try {
      const { operation } = await write('POST /customers/:id/consents', {
        params: { id: customer.id },
        body: { decisions: picked.map((one) => ({ ...decision, channel: one })) },
      })
      sayDone({ text: t('recorded', { purpose: purpose.name, state: t(`state.${state}`) }), operation, t })
      await refreshConsents()
      onClose()
    } catch (failure) {
      setProblem(failure)
    } finally {
      setBusy(false)
    }
  }
  const general = problem !== null && !['state', 'channel', 'decided_at', 'wording_id'].some(errorOf)
  return (
    <Dialog open onClose={onClose} title={t('record.title', { name: customer.name })} width={620}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {general && <Notice tone="danger">{problemText(problem, t)}</Notice>}
          {row ? (
            <p className={classes.about}>
              <strong>{purpose.name}</strong> {purpose.description}
            </p>
          ) : (
            <NativeSelect
              label={t('purpose')}
              data-autofocus
              value={purposeId}
              onChange={(event) => setPurposeId(event.currentTarget.value)}
              data={rows.map(({ purpose: { id, name } }) => ({ value: id, label: name }))}
              description={purpose.description}
            />
          )}
          <FieldGroup title={t('field.state')}>
            <div className={classes.options}>
              {states.map((one) => (
                <label key={one} className={classes.option}>
                  <input
                    type="radio"
                    name="state"
                    value={one}
                    checked={state === one}
                    data-autofocus={row && one === states[0] ? true : undefined}
                    onChange={() => setState(one)}
                  />
                  <StateMark state={one} />
                </label>
              ))}
            </div>
            {purpose.double_opt_in && <p className={classes.soft}>{t('doubleOptIn.hint')}</p>}
            <Fault text={errorOf('state') ?? (tried && !state ? t('error.stateNeeded') : undefined)} />
          </FieldGroup>
          <FieldGroup title={t('field.channels')}>
            <div className={classes.options}>
              {cells.map((cell) => (
                <label key={cell.channel} className={classes.option}>
                  <input
                    type="checkbox"
                    checked={picked.includes(cell.channel)}
                    onChange={(event) =>
                      setChosen(
                        event.currentTarget.checked
                          ? [...picked, cell.channel]
                          : picked.filter((one) => one !== cell.channel),
                      )
                    }
                  />
                  {t(`channel.${cell.channel}`)}
                </label>
              ))}
            </div>
            <Fault
              text={
                errorOf('channel') ?? (tried && picked.length === 0 ? t('error.channelNeeded') : undefined)
              }
            />
          </FieldGroup>
          <Fields columns={2}>
            <TextInput
              type="datetime-local"
              label={t('field.when')}
              description={t('field.whenHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              max={localNow()}
              value={when}
              onChange={(event) => setWhen(event.currentTarget.value)}
              error={errorOf('decided_at')}
            />
            <NativeSelect
              label={t('field.method')}
              value={method}
              onChange={(event) => setMethod(event.currentTarget.value)}
              data={methods.map((value) => ({ value, label: t(`method.${value}`) }))}
            />
          </Fields>
          <TextInput
            label={t('field.source')}
            description={t('field.sourceHint')}
            maxLength={300}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          {wordings ? (
            <WordingChoice choice={wording} error={errorOf('wording_id')} />
          ) : (
            <Skeleton lines={[40, 90]} height={16} />
          )}
          <Textarea
            label={t('field.note')}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <details className={classes.more}>
            <summary>{t('field.evidence')}</summary>
            <Textarea
              aria-label={t('field.evidence')}
              description={t('field.evidenceHint')}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={10_000}
              value={evidence}
              onChange={(event) => setEvidence(event.currentTarget.value)}
            />
          </details>
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('record')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}

const Fault = ({ text }: { text: string | undefined }) =>
  text ? (
    <p className={classes.fault} role="alert">
      {text}
    </p>
  ) : null
