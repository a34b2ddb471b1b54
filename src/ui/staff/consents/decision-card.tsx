import { TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { late } from '../../kit/late.tsx'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { useCan } from '../shared/session.ts'
import { sayDone } from '../shared/undo.ts'
import classes from './consents.module.css'
import { type Decision, refreshConsents } from './consents.ts'
import { StateMark } from './state.tsx'

type Props = { decision: Decision; withPurpose: boolean; marked: boolean }

const RecordTasks = late(() => import('../tasks/record-tasks.tsx'))

/** A decision with everything that proves it. */
export function DecisionCard({ decision, withPurpose, marked }: Props) {
  const t = useT('consents')
  const f = useFormats()
  const can = useCan()
  const [correcting, setCorrecting] = useState(false)
  const [asked, setAsked] = useState(false)
  const { state, channel, purpose, decided_at, expires_at, method, source, wording, struck } = decision
  return (
    <li className={cx(classes.decision, struck && classes.struck, marked && classes.marked)}>
      <div className={classes.head}>
        <StateMark state={state} />
        {struck && <Badge tone="warning">{t('struck')}</Badge>}
        <time dateTime={decided_at}>{f.dateTime(decided_at)}</time>
      </div>
      <dl className={classes.facts}>
        {withPurpose && <Fact name={t('purpose')}>{purpose.name}</Fact>}
        <Fact name={t('field.channel')}>{t(`channel.${channel}`)}</Fact>
        <Fact name={t('field.method')}>
          {t(`method.${method}`)}
          {source && ` · ${source}`}
        </Fact>
        {expires_at && <Fact name={t('field.until')}>{f.date(expires_at)}</Fact>}
        {decision.note && <Fact name={t('field.note')}>{decision.note}</Fact>}
        {decision.evidence && <Fact name={t('field.evidence')}>{decision.evidence}</Fact>}
        <Fact name={t('field.recorded')}>
          {t('recordedBy', {
            name: decision.recorded_by.name || '–',
            when: f.dateTime(decision.recorded_at),
          })}
        </Fact>
        <Fact name={t('field.wording')}>
          {wording
            ? t('wording.name', { language: f.language(wording.language), number: wording.number })
            : t('wording.unknown')}
          {wording && <blockquote className={classes.text}>{wording.text}</blockquote>}
        </Fact>
        {decision.corrections.map((one) => (
          <Fact key={one.recorded_at} name={t(`correction.${one.state}`)}>
            {[
              one.reason ?? t('correction.undo'),
              t('recordedBy', { name: one.recorded_by.name || '–', when: f.dateTime(one.recorded_at) }),
            ].join(' · ')}
          </Fact>
        ))}
      </dl>
      {can('consents.write') && !struck && !correcting && (
        <Button look="quiet" size="sm" onClick={() => setCorrecting(true)}>
          {t('correct')}
        </Button>
      )}
      {can('tasks.read') && (
        <details className={classes.more} onToggle={() => setAsked(true)}>
          <summary>{t('tasks')}</summary>
          {asked && (
            <RecordTasks
              kind="consent"
              id={decision.id}
              customer={{ id: decision.customer_id }}
              title={`${purpose.name} · ${t(`channel.${channel}`)}`}
            />
          )}
        </details>
      )}
      {correcting && <Correction id={decision.id} onClose={() => setCorrecting(false)} />}
    </li>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

/** Strikes a decision out: it says why, and that nothing is lost. */
function Correction({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT('consents')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!reason.trim() || busy) return
    setBusy(true)
    try {
      const params = { id }
      const { operation } = await write('POST /consents/:id/correction', { params, body: { reason } })
      sayDone({ text: t('corrected'), operation, t })
      onClose()
    } catch (problem) {
      toast({ text: problemText(problem, t), tone: 'danger' })
    } finally {
      setBusy(false)
      await refreshConsents()
    }
  }
  return (
    <form className={classes.correction} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        label={t('correct.reason')}
        description={t('correct.hint')}
        required
        autoFocus
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tried && !reason.trim() ? t('error.reasonNeeded') : undefined}
      />
      <div className={classes.bar}>
        <Button size="sm" type="submit" look="danger" busy={busy}>
          {t('correct.confirm')}
        </Button>
        <Button size="sm" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
