import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice, Skeleton } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { call, write } from '../shared/api.ts'
import { ApiProblem, fieldErrors, problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import type { Customer } from '../shared/ui-module.ts'
import { sayDone } from '../shared/undo.ts'
import { CustomerPicker, type Picked } from './customer-picker.tsx'
import { bodyOf, type Draft, draftOf, keyOf, otherKind, ownRole, rightsOf, waysFor } from './draft.ts'
import {
  bodyOf as customerBody,
  type NewCustomer,
  NewCustomerFields,
  nameOf,
  newCustomer,
} from './new-customer.tsx'
import { refresh, type Seen } from './relations.ts'
import classes from './relationships.module.css'
import { RightsFields } from './rights-fields.tsx'

const RecordTasks = late(() => import('../tasks/record-tasks.tsx'), <Skeleton lines={[60]} height={16} />)

type Props = { customer: Customer; edited?: Seen; onClose: () => void }

/** Relates the customer to another, who may be new, or edits how they are related. */
export default function RelationshipForm({ customer, edited, onClose }: Props) {
  const t = useT('relationships')
  const [draft, setDraft] = useState(() => draftOf(edited ?? null))
  const [other, setOther] = useState<Picked | null>(edited?.customer ?? null)
  const [fresh, setFresh] = useState<NewCustomer | null>(null)
  const [seen, setSeen] = useState(edited?.version ?? 0)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [lacking, setLacking] = useState(false)
  const { data: types } = useQuery(read('GET /relationship-types'))
  const ways = waysFor(types?.items ?? [], customer.kind)
  const way = ways.find((one) => keyOf(one) === draft.way)
  const side = edited?.side ?? way?.side ?? 'from'
  const kind = way ? otherKind(way) : null
  const otherName = (fresh ? nameOf(fresh) : other?.name) || t('somebody')
  const errors = fieldErrors(problem)
  const stale = problem instanceof ApiProblem && problem.code === 'version.stale'
  const set = (field: keyof Draft) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setDraft((before) => ({ ...before, [field]: value }))
  }
  const choose = (key: string) => {
    const chosen = ways.find((one) => keyOf(one) === key)
    setDraft((before) => ({ ...before, way: key, ...(chosen && rightsOf(chosen.type)) }))
    const needed = chosen && otherKind(chosen)
    setFresh((before) => (before && needed ? { ...before, kind: needed } : before))
  }

  const begin = (typed: string) => setFresh(newCustomer(typed, kind ?? 'individual'))

  /** Who it is about; somebody new is made first, and stays chosen should the rest fail. */
  const party = async (): Promise<Picked | null> => {
    if (!fresh) return other
    const made = await call('POST /customers', { body: customerBody(fresh) })
    setOther(made)
    setFresh(null)
    return made
  }
  const save = async () => {
    const body = bodyOf(draft)
    if (edited) return write('PATCH /relationships/:id', { params: { id: edited.id }, ifMatch: seen, body })
    const found = await party()
    if (!found || !way) return null
    const [from_id, to_id] = side === 'from' ? [customer.id, found.id] : [found.id, customer.id]
    return write('POST /relationships', { body: { type_id: way.type.id, from_id, to_id, ...body } })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const incomplete = !edited && (!way || !(fresh ? nameOf(fresh) : other))
    setLacking(incomplete)
    if (incomplete || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const done = await save()
      if (done) sayDone({ text: t('saved.toast', { name: otherName }), operation: done.operation, t })
      await refresh()
      onClose()
    } catch (failure) {
      setProblem(failure)
      if (failure instanceof ApiProblem && failure.code === 'version.stale')
        setSeen((failure.params['current'] as Seen).version)
    } finally {
      setBusy(false)
    }
  }
  const role = edited?.own_role ?? (way && ownRole(way))
  const words = { name: customer.name, other: otherName, role: role ?? '' }
  const theirs = errors[side === 'from' ? 'to_id' : 'from_id']
  const own = errors[side === 'from' ? 'from_id' : 'to_id']
  return (
    <Dialog open onClose={onClose} title={t(edited ? 'edit.title' : 'add.title')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {stale && (
            <Notice tone="warning" title={t('conflict.title')}>
              {t('conflict.hint')}
            </Notice>
          )}
          {problem !== null && !stale && (own || Object.keys(errors).length === 0) && (
            <Notice tone="danger">{own ?? problemText(problem, t)}</Notice>
          )}
          {!edited && (
            <>
              <NativeSelect
                label={t('field.way', { name: customer.name })}
                required
                data-autofocus
                value={draft.way}
                data={[
                  { value: '', label: t('field.choose') },
                  ...ways.map((one) => ({ value: keyOf(one), label: t('way', { role: ownRole(one) }) })),
                ]}
                error={lacking && !way ? t('error.wayNeeded') : errors['type_id']}
                onChange={(event) => choose(event.currentTarget.value)}
              />
              {fresh ? (
                <NewCustomerFields draft={fresh} onChange={setFresh} kind={kind} errors={errors} />
              ) : (
                <CustomerPicker
                  label={t('field.other')}
                  value={other}
                  onChange={setOther}
                  onNew={begin}
                  kind={kind}
                  without={[customer.id]}
                  error={lacking && !other ? t('error.otherNeeded') : theirs}
                />
              )}
              <div>
                <Button look="quiet" size="sm" onClick={() => (fresh ? setFresh(null) : begin(''))}>
                  {t(fresh ? 'new.cancel' : 'new.start')}
                </Button>
              </div>
            </>
          )}
          {role && (
            <p className={classes.sentence} aria-live="polite">
              {t('sentence', words)}
            </p>
          )}
          <TextInput
            label={t('field.title')}
            description={t('field.titleHint')}
            maxLength={200}
            value={draft.title}
            onChange={set('title')}
            error={errors['title']}
          />
          <Fields columns={2}>
            <TextInput
              type="date"
              label={t('field.since')}
              value={draft.since}
              onChange={set('since')}
              error={errors['started_on']}
            />
            <TextInput
              type="date"
              label={t('field.until')}
              value={draft.until}
              onChange={set('until')}
              error={errors['ended_on']}
            />
          </Fields>
          <RightsFields
            draft={draft}
            names={side === 'from' ? [customer.name, otherName] : [otherName, customer.name]}
            onChange={(right, given) => setDraft((before) => ({ ...before, [right]: given }))}
          />
          <Textarea
            label={t('field.note')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={5000}
            value={draft.note}
            onChange={set('note')}
          />
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('save')}
          </Button>
        </Actions>
      </form>
      {edited && (
        <RecordTasks
          kind="relationship"
          id={edited.id}
          customer={edited.side === 'from' ? customer : edited.customer}
          title={t('sentence', words)}
        />
      )}
    </Dialog>
  )
}
