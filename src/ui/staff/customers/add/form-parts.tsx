import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useT } from '../../../kit/words.ts'
import type { Entries, ListName } from '../record/lists/entries.ts'
import { ListEditor } from '../record/lists/list-editor.tsx'
import classes from './add.module.css'
import type { Draft, LineName } from './draft.ts'

export type FormProps = {
  draft: Draft
  /** By field, `emails.0.address`. */
  errors: Record<string, string>
  set: (change: Partial<Draft>) => void
  /** Fields that the writer may not see cannot be filled in. */
  hides: (field: string) => boolean
}

const most: Partial<Record<LineName, number>> = {
  name_prefix: 40,
  name_suffix: 40,
  first_name: 100,
  last_name: 100,
  company_name: 200,
  job_title: 120,
  birthday: 30,
  website: 300,
  vat_number: 30,
}

type LineProps = FormProps & { name: LineName; required?: boolean; hint?: string; focus?: boolean }

export function Line({ draft, errors, set, name, required, hint, focus }: LineProps) {
  const t = useT('customers')
  return (
    <TextInput
      id={`new-${name}`}
      label={t(`record.field.${name}`)}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      required={required}
      maxLength={most[name]}
      autoComplete="off"
      autoFocus={focus}
      value={draft[name]}
      error={errors[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  )
}

type ChoiceProps = FormProps & { name: LineName; choices: { value: string; label: string }[]; blank: string }

export function Choose({ draft, errors, set, name, choices, blank }: ChoiceProps) {
  const t = useT('customers')
  return (
    <NativeSelect
      label={t(`record.field.${name}`)}
      value={draft[name]}
      data={[{ value: '', label: blank }, ...choices]}
      error={errors[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  )
}

/** A list of the new customer; what the server has against an entry stands at its input. */
export function List<L extends ListName>({
  draft,
  errors,
  set,
  list,
  headed,
}: FormProps & { list: L /** The section's heading says it already. */; headed?: boolean }) {
  const t = useT('customers')
  return (
    <fieldset className={classes.group}>
      <legend className={headed ? 'visually-hidden' : undefined}>{t(`record.field.${list}`)}</legend>
      <ListEditor
        list={list}
        entries={draft[list] as Entries[L][]}
        errors={errors}
        onChange={(entries) => set({ [list]: entries })}
      />
    </fieldset>
  )
}

export function KindSwitch({ draft, set }: Pick<FormProps, 'draft' | 'set'>) {
  const t = useT('customers')
  return (
    <fieldset className={classes.kinds}>
      <legend className="visually-hidden">{t('add.kind')}</legend>
      {(['individual', 'organisation'] as const).map((kind) => (
        <label key={kind}>
          <input type="radio" name="kind" checked={draft.kind === kind} onChange={() => set({ kind })} />
          <span>{t(`record.kind.${kind}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.section} aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
)
