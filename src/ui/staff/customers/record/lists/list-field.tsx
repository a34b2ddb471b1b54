import { type ReactNode, useState } from 'react'
import { Button } from '../../../../kit/button.tsx'
import { EditConflict } from '../../../../kit/inline/conflict.ts'
import { type EditorProps, InlineFrame } from '../../../../kit/inline/inline-field.tsx'
import { useT } from '../../../../kit/words.ts'
import { ApiProblem, fieldErrors } from '../../../shared/problem.ts'
import type { Customer } from '../../../shared/ui-module.ts'
import { FieldRefused } from '../save.ts'
import { isHidden, useField } from '../use-field.tsx'
import { added, cleaned, type Entries, type ListName } from './entries.ts'
import { ListEditor } from './list-editor.tsx'
import classes from './lists.module.css'

type ListFieldProps<L extends ListName> = {
  customer: Customer
  list: L
  show: (entries: Entries[L][]) => ReactNode
}

/** A list of the record: shown as it reads, and edited as a whole where it stands. */
export function ListField<L extends ListName>({ customer, list, show }: ListFieldProps<L>) {
  const t = useT('customers')
  const field = useField(customer, list)
  const [errors, setErrors] = useState<Record<string, string>>({})
  if (isHidden(customer, list)) return null
  return (
    <InlineFrame<Entries[L][]>
      label={field.label}
      readOnly={field.readOnly}
      tools={field.tools}
      value={customer[list] as Entries[L][]}
      show={show}
      same={(a, b) => JSON.stringify(a) === JSON.stringify(b)}
      empty={(entries) => entries.length === 0}
      onSave={async (entries, how) => {
        setErrors({})
        try {
          await field.onSave(entries, how)
        } catch (error) {
          if (error instanceof EditConflict || !(error instanceof FieldRefused)) throw error
          const found = error.problem instanceof ApiProblem ? fieldErrors(error.problem) : {}
          setErrors(found)
          const marked = Object.keys(found).some((place) => place.startsWith(`${list}.`))
          throw marked ? new Error(t('record.list.refused')) : error
        }
      }}
      editor={(edit) => <ListForm list={list} edit={edit} errors={errors} />}
    />
  )
}

function ListForm<L extends ListName>({
  list,
  edit,
  errors,
}: {
  list: L
  edit: EditorProps<Entries[L][]>
  errors: Record<string, string>
}) {
  const t = useT('customers')
  const entries = edit.draft.length > 0 ? edit.draft : added(list, [])
  const save = () => edit.commit(cleaned(entries))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the inputs in it
    <div
      className={classes.form}
      ref={focusFirst}
      onKeyDown={(event) => {
        const inText = event.target instanceof HTMLInputElement && event.target.type !== 'radio'
        if (event.key === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          edit.cancel()
        } else if (
          event.key === 'Enter' &&
          !event.nativeEvent.isComposing &&
          (inText || event.ctrlKey || event.metaKey)
        ) {
          event.preventDefault()
          save()
        }
      }}
    >
      <ListEditor list={list} entries={entries} onChange={edit.change} errors={errors} />
      <div className={classes.buttons}>
        <Button look="primary" size="sm" onClick={save}>
          {t('record.save')}
        </Button>
        <Button size="sm" onClick={edit.cancel}>
          {t('record.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** When the editor comes, the first faulty input takes the focus, else the first. */
function focusFirst(form: HTMLDivElement | null) {
  if (!form || form.contains(document.activeElement)) return
  const target =
    form.querySelector<HTMLElement>('[aria-invalid="true"]') ?? form.querySelector<HTMLElement>('input')
  target?.focus()
}
