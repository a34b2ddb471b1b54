import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, IconButton } from '../../kit/button.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { IconPlus, IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import { FormDialog, hintBelow } from './form-dialog.tsx'
import classes from './forms.module.css'
import { type Committee, useSending } from './use-committees.ts'

type Row = { key: number; name: string; seats: string; months: string }

let rows = 0
const rowOf = (name: string): Row => ({ key: ++rows, name, seats: '1', months: '' })

/** The first row is headed by the labels, which the others say to screen readers only. */
const labelled = (label: string, row: number) => (row === 0 ? { label } : { 'aria-label': label })

/** Adds a committee with its positions, or changes one. */
export default function CommitteeDialog({
  committee = null,
  onClose,
  onAdded,
}: {
  committee?: Committee | null
  onClose: () => void
  onAdded?: (id: string) => void
}) {
  const t = useT('committees')
  const [name, setName] = useState(committee?.name ?? '')
  const [description, setDescription] = useState(committee?.description ?? '')
  const [parent, setParent] = useState(committee?.parent?.id ?? '')
  const [from, setFrom] = useState(committee?.from_on ?? '')
  const [until, setUntil] = useState(committee?.until_on ?? '')
  const [positions, setPositions] = useState<Row[]>(() => [rowOf(t('usual.chair')), rowOf(t('usual.member'))])
  const { data: others } = useQuery(read('GET /committees', { query: { limit: 500 } }))
  const { busy, errors, problem, send } = useSending()
  const set = (key: number, change: Partial<Row>) =>
    setPositions((all) => all.map((row) => (row.key === key ? { ...row, ...change } : row)))
  const submit = async () => {
    const body = {
      name: name.trim(),
      description: description.trim() || null,
      parent_id: parent || null,
      from_on: from || null,
      until_on: until || null,
    }
    const wanted = positions
      .filter((row) => row.name.trim())
      .map((row) => ({
        name: row.name.trim(),
        seats: Number(row.seats) || 1,
        term_months: row.months ? Number(row.months) : null,
      }))
    let added = ''
    const work = committee
      ? () =>
          write('PATCH /committees/:id', { params: { id: committee.id }, ifMatch: committee.version, body })
      : async () => {
          const written = await write('POST /committees', { body: { ...body, positions: wanted } })
          added = written.answer.id
          return written
        }
    if (!(await send(work, t(committee ? 'changed.toast' : 'added.toast', { name: body.name })))) return
    onClose()
    if (added) onAdded?.(added)
  }
  const choices = (others?.items ?? []).filter(({ id }) => id !== committee?.id)
  return (
    <FormDialog
      title={t(committee ? 'committee.edit' : 'committee.add')}
      action={t('save')}
      busy={busy}
      problem={problem}
      reason={name.trim() ? null : t('committee.nameNeeded')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('field.name')}
        required
        data-autofocus
        maxLength={160}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={errors['name']}
      />
      <Textarea
        label={t('field.description')}
        autosize
        maxRows={6}
        maxLength={2000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('field.parent')}
        value={parent}
        onChange={(event) => setParent(event.currentTarget.value)}
        data={[
          { value: '', label: t('field.noParent') },
          ...choices.map(({ id, name: label }) => ({ value: id, label })),
        ]}
        error={errors['parent_id']}
      />
      <Fields columns={2}>
        <TextInput
          type="date"
          label={t('field.since')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          error={errors['from_on']}
        />
        <TextInput
          type="date"
          label={t('field.lastDay')}
          description={t('committee.untilHint')}
          inputWrapperOrder={hintBelow}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={errors['until_on']}
        />
      </Fields>
      {!committee && (
        <FieldGroup title={t('positions')}>
          <ul className={classes.positions}>
            {positions.map(({ key, name: position, seats, months }, i) => (
              <li key={key}>
                <TextInput
                  {...labelled(t('field.position'), i)}
                  maxLength={120}
                  value={position}
                  onChange={(event) => set(key, { name: event.currentTarget.value })}
                />
                <TextInput
                  type="number"
                  min={1}
                  max={999}
                  {...labelled(t('field.seats'), i)}
                  value={seats}
                  onChange={(event) => set(key, { seats: event.currentTarget.value })}
                />
                <TextInput
                  type="number"
                  min={1}
                  max={600}
                  {...labelled(t('field.monthsShort'), i)}
                  value={months}
                  onChange={(event) => set(key, { months: event.currentTarget.value })}
                />
                <IconButton
                  label={t('position.leaveOut', { name: position })}
                  onClick={() => setPositions((all) => all.filter((row) => row.key !== key))}
                >
                  <IconX size={16} stroke={1.75} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
          <div>
            <Button
              size="sm"
              icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
              onClick={() => setPositions((all) => [...all, rowOf('')])}
            >
              {t('position.add')}
            </Button>
          </div>
        </FieldGroup>
      )}
    </FormDialog>
  )
}
