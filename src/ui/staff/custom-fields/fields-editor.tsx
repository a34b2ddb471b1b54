import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState } from '../../kit/feedback.tsx'
import { IconForms, IconPlus, IconSearch } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { Loaded } from '../settings/section-frame.tsx'
import { useCan } from '../shared/session.ts'
import { type CustomField, useDefinitions } from './custom-field.ts'
import { FieldRow } from './field-row.tsx'
import { bringBack, putInOrder, remove, retire } from './field-verbs.ts'
import classes from './fields-editor.module.css'
import { moved, useReorder } from './reorder.ts'
import { useGradually } from './use-gradually.ts'

const FieldDialog = late(() => import('./field-dialog.tsx'))

/** From so many on one looks for a field by its name. */
const many = 8

/** The fields of one kind of record: define them, put them in order, retire them and bring them back. */
export function CustomFieldsEditor({ target }: { target: string }) {
  const query = useDefinitions(target)
  return <Loaded query={query}>{({ items }) => <Editor target={target} fields={items} />}</Loaded>
}

function Editor({ target, fields }: { target: string; fields: CustomField[] }) {
  const t = useT('custom-fields')
  const mayChange = useCan()('fields.full')
  const [open, setOpen] = useState<CustomField | 'new' | null>(null)
  const [text, setText] = useState('')
  /** The order that was just asked for, until it is stored. */
  const [order, setOrder] = useState<string[] | null>(null)
  const used = fields.filter(({ retired_at }) => retired_at === null)
  const inUse = order ? order.flatMap((id) => used.find((field) => field.id === id) ?? []) : used
  const retired = fields.filter(({ retired_at }) => retired_at !== null)
  const wanted = text.trim().toLocaleLowerCase()
  const fits = ({ label, key, help }: CustomField) =>
    [label, key, help ?? ''].some((part) => part.toLocaleLowerCase().includes(wanted))
  const move = async (from: number, to: number) => {
    const ids = moved(inUse, from, to).map(({ id }) => id)
    setOrder(ids)
    await putInOrder(target, [...ids, ...retired.map(({ id }) => id)], t)
    setOrder(null)
  }
  const { handle, row } = useReorder((from, to) => void move(from, to))
  const add = mayChange && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setOpen('new')}
    >
      {t('add')}
    </Button>
  )
  const found = inUse.filter(fits)
  const drawn = useGradually(found)
  const foundRetired = retired.filter(fits)
  return (
    <div className={classes.editor}>
      {fields.length === 0 ? (
        <EmptyState icon={<IconForms size={20} stroke={1.75} aria-hidden />} title={t('none')} actions={add}>
          {t('none.hint')}
        </EmptyState>
      ) : (
        <div className={classes.bar}>
          {fields.length >= many && (
            <TextInput
              type="search"
              className={classes.find}
              aria-label={t('find')}
              placeholder={t('find')}
              leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <span className={classes.count} role="status">
            {wanted
              ? t('found', { count: found.length + foundRetired.length })
              : t('count', { count: inUse.length })}
          </span>
          {add}
        </div>
      )}
      <ul className={classes.list} aria-label={t('list')}>
        {drawn.map((field) => {
          const at = inUse.indexOf(field)
          return (
            <FieldRow
              key={field.id}
              field={field}
              rowProps={row(at)}
              grip={mayChange && !wanted ? handle(at) : null}
              onEdit={mayChange ? () => setOpen(field) : undefined}
              onMove={mayChange ? (by) => void move(at, at + by) : undefined}
              first={at === 0}
              last={at === inUse.length - 1}
              onRetire={() => void retire(field, t)}
              onDelete={() => void remove(field, t)}
            />
          )
        })}
      </ul>
      {fields.length > 0 && found.length === 0 && (
        <p className={classes.soft}>{t(wanted ? 'noMatch' : 'allRetired')}</p>
      )}
      {foundRetired.length > 0 && (
        <details className={classes.retired} open={wanted !== '' || undefined}>
          <summary>{t('retiredCount', { count: foundRetired.length })}</summary>
          <p className={classes.soft}>{t('retired.hint')}</p>
          <ul className={classes.list} aria-label={t('retiredList')}>
            {foundRetired.map((field) => (
              <FieldRow
                key={field.id}
                field={field}
                onBringBack={mayChange ? () => void bringBack(field, t) : undefined}
                onDelete={() => void remove(field, t)}
              />
            ))}
          </ul>
        </details>
      )}
      {open && (
        <FieldDialog
          target={target}
          field={open === 'new' ? null : open}
          taken={new Set(fields.flatMap(({ key, former_keys }) => [key, ...former_keys]))}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
