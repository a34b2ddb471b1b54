import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice, Skeleton } from '../../kit/feedback.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCustomFields } from '../custom-fields/custom-field.ts'
import { CustomerInput } from '../custom-fields/customer-input.tsx'
import { CustomFormFields } from '../custom-fields/form-fields.tsx'
import { write } from '../shared/api.ts'
import { ApiProblem, fieldErrors, problemText } from '../shared/problem.ts'
import { sayDone } from '../shared/undo.ts'
import { type Assignee, AssigneeInput, assigneeBody, nobody } from './assignee-input.tsx'
import { SubjectLink } from './subject-link.tsx'
import classes from './tasks.module.css'
import { refreshTasks, type Task } from './use-tasks.ts'

const TaskHistory = late(
  () => import('../history/task-history.tsx'),
  <Skeleton lines={[60, 85]} height={16} />,
)

type Draft = {
  title: string
  description: string
  due: string
  remind: string
  unit: string
  every: string
}
type RepeatUnit = 'day' | 'week' | 'month' | 'year'

/** A moment as the browser's own control wants it: local time without zone. */
const localTime = (iso: string) => {
  const moment = new Date(iso)
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const draftOf = (task: Task | null): Draft => ({
  title: task?.title ?? '',
  description: task?.description ?? '',
  due: task?.due_on ?? '',
  remind: task?.remind_at ? localTime(task.remind_at) : '',
  unit: task?.repeat?.unit ?? '',
  every: String(task?.repeat?.every ?? 1),
})

const assigneeOf = (task: Task | null): Assignee =>
  task?.assignee
    ? { who: 'staff', id: task.assignee.id }
    : task?.assignee_customer
      ? { who: 'individual', id: task.assignee_customer.id }
      : nobody

const bodyOf = (draft: Draft) => ({
  title: draft.title.trim(),
  description: draft.description.trim() || null,
  due_on: draft.due || null,
  remind_at: draft.remind ? new Date(draft.remind).toISOString() : null,
  repeat: draft.unit ? { unit: draft.unit as RepeatUnit, every: Number(draft.every) || 1 } : null,
})

type FormProps = {
  task?: Task | null
  /** Null: the form asks for whom it is. */
  customerId: string | null
  /** The record that a new task stands on. */
  subject?: { kind: string; id: string; title: string | null }
  onClose: () => void
}

/** Adds a task to a customer or to one of their records, or edits one. */
export default function TaskForm({ task = null, customerId, subject, onClose }: FormProps) {
  const t = useT('tasks')
  const [draft, setDraft] = useState(() => draftOf(task))
  const [seen, setSeen] = useState(task?.version ?? 0)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [tried, setTried] = useState(false)
  const [asked, setAsked] = useState(false)
  const [assignee, setAssignee] = useState(() => assigneeOf(task))
  const [chosen, setChosen] = useState(customerId)
  const [detached, setDetached] = useState(false)
  const fields = useCustomFields('task')
  /** What was changed of the custom fields. */
  const [custom, setCustom] = useState<Record<string, unknown>>({})
  const errors = fieldErrors(problem)
  const unnamed = assignee.who === 'other' && !assignee.id
  const stale = problem instanceof ApiProblem && problem.code === 'version.stale'
  const set = (field: keyof Draft) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setDraft((before) => ({ ...before, [field]: value }))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!draft.title.trim() || !chosen || unnamed || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const body = {
        ...bodyOf(draft),
        ...assigneeBody(assignee),
        ...(detached && { subject: null }),
        ...(Object.keys(custom).length > 0 && { custom }),
      }
      const about = subject && { subject: { kind: subject.kind, id: subject.id } }
      const newTask = { customer_id: chosen, ...body, ...about }
      const { operation } = task
        ? await write('PATCH /tasks/:id', { params: { id: task.id }, ifMatch: seen, body })
        : await write('POST /tasks', { body: newTask })
      const word = task ? 'saved.toast' : 'added.toast'
      if (operation) sayDone({ text: t(word, { title: body.title }), operation, t })
      await refreshTasks()
      onClose()
    } catch (failure) {
      setProblem(failure)
      if (failure instanceof ApiProblem && failure.code === 'version.stale')
        setSeen((failure.params['current'] as Task).version)
    } finally {
      setBusy(false)
    }
  }
  const units = (['day', 'week', 'month', 'year'] as const).map((unit) => ({
    value: unit,
    label: t(`repeat.${unit}`),
  }))
  return (
    <Dialog open onClose={onClose} title={t(task ? 'edit.title' : 'add.title')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {stale && (
            <Notice tone="warning" title={t('conflict.title')}>
              {t('conflict.hint')}
            </Notice>
          )}
          {problem !== null && !stale && Object.keys(errors).length === 0 && (
            <Notice tone="danger">{problemText(problem, t)}</Notice>
          )}
          <TextInput
            label={t('field.title')}
            required
            data-autofocus
            maxLength={200}
            value={draft.title}
            onChange={set('title')}
            error={tried && !draft.title.trim() ? t('error.titleNeeded') : errors['title']}
          />
          {customerId === null && (
            <CustomerInput
              value={chosen}
              onChange={(id) => setChosen(typeof id === 'string' ? id : null)}
              shared={{
                label: t('field.customer'),
                required: true,
                error: tried && !chosen ? t('error.customerNeeded') : undefined,
              }}
            />
          )}
          {subject?.title && (
            <p className={classes.subject}>{t('subject.about', { title: subject.title })}</p>
          )}
          {task?.subject && !detached && (
            <p className={classes.subject}>
              <SubjectLink subject={task.subject} />
              <Button look="quiet" size="sm" onClick={() => setDetached(true)}>
                {t('subject.detach')}
              </Button>
            </p>
          )}
          {errors['subject.id'] && <Notice tone="danger">{errors['subject.id']}</Notice>}
          <Textarea
            label={t('field.description')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={5000}
            value={draft.description}
            onChange={set('description')}
          />
          <Fields columns={2}>
            <AssigneeInput
              value={assignee}
              onChange={setAssignee}
              customerId={chosen}
              named={task?.assignee_customer ?? null}
              errors={{
                staff: errors['assignee_id'],
                individual: tried && unnamed ? t('error.individual.missing') : errors['assignee_customer_id'],
              }}
            />
            <TextInput
              type="date"
              label={t('field.due')}
              value={draft.due}
              onChange={set('due')}
              error={errors['due_on']}
            />
            <TextInput
              type="datetime-local"
              label={t('field.remind')}
              description={t('field.remindHint')}
              value={draft.remind}
              onChange={set('remind')}
              error={errors['remind_at']}
            />
            <NativeSelect
              label={t('field.repeat')}
              description={draft.unit ? t('repeat.hint') : undefined}
              value={draft.unit}
              onChange={set('unit')}
              data={[{ value: '', label: t('repeat.never') }, ...units]}
            />
            {draft.unit && (
              <TextInput
                type="number"
                min={1}
                max={99}
                label={t('repeat.every')}
                value={draft.every}
                onChange={set('every')}
                error={errors['repeat.every']}
              />
            )}
          </Fields>
          {fields.length > 0 && (
            <FieldGroup title={t('custom-fields:form.title')}>
              <CustomFormFields
                isNew={task === null}
                fields={fields}
                values={{ ...task?.custom, ...custom }}
                errors={errors}
                onChange={(key, value) => setCustom((before) => ({ ...before, [key]: value }))}
              />
            </FieldGroup>
          )}
        </Fields>
        {task && (
          <details className={classes.history} onToggle={() => setAsked(true)}>
            <summary>{t('history:tab')}</summary>
            {asked && <TaskHistory taskId={task.id} onReverted={onClose} />}
          </details>
        )}
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
