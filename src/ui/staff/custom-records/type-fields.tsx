import { Checkbox, TextInput } from '@mantine/core'
import { useId } from 'react'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { keyFrom, type TypeDraft } from './examples.ts'
import type { RecordType } from './record-types.ts'
import { TypeIcon, typeIcons } from './type-icon.tsx'
import classes from './types.module.css'

type FieldsProps = {
  draft: TypeDraft
  onChange: (part: Partial<TypeDraft>) => void
  errors: Record<string, string>
  /** The key follows the name until somebody writes it. */
  keyFollows?: boolean
}

/** What a type is called, looks like, and how many of it a customer may have. */
export function TypeFields({ draft, onChange, errors, keyFollows = false }: FieldsProps) {
  const t = useT('custom-records')
  const group = useId()
  const rename = (plural: string) =>
    onChange({
      plural,
      ...(keyFollows && draft.key === keyFrom(draft.plural) && { key: keyFrom(plural) }),
    })
  return (
    <Fields>
      <Fields columns={2}>
        <TextInput
          label={t('type.singular')}
          placeholder={t('example.boats.one')}
          required
          data-autofocus
          value={draft.singular}
          error={errors['singular']}
          onChange={(event) => onChange({ singular: event.currentTarget.value })}
        />
        <TextInput
          label={t('type.plural')}
          placeholder={t('example.boats.many')}
          required
          value={draft.plural}
          error={errors['plural']}
          onChange={(event) => rename(event.currentTarget.value)}
        />
      </Fields>
      <TextInput
        label={t('type.key')}
        description={t('type.keyHint')}
        required
        value={draft.key}
        error={errors['key']}
        onChange={(event) => onChange({ key: event.currentTarget.value })}
      />
      <fieldset className={classes.icons}>
        <legend>{t('type.icon')}</legend>
        {(Object.keys(typeIcons) as RecordType['icon'][]).map((icon) => (
          <label key={icon} title={t(`icon.${icon}`)}>
            <input
              type="radio"
              className="visually-hidden"
              name={group}
              checked={draft.icon === icon}
              aria-label={t(`icon.${icon}`)}
              onChange={() => onChange({ icon })}
            />
            <TypeIcon icon={icon} size={18} />
          </label>
        ))}
      </fieldset>
      <Checkbox
        label={t('type.many')}
        description={t('type.manyHint')}
        checked={draft.many}
        error={errors['many']}
        onChange={(event) => onChange({ many: event.currentTarget.checked })}
      />
    </Fields>
  )
}
