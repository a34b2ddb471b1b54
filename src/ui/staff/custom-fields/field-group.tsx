import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { IconSearch } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import type { CustomField } from './custom-field.ts'
import classes from './field-group.module.css'
import { useGradually } from './use-gradually.ts'
import { isBlank } from './value-text.ts'

type GroupProps = {
  fields: readonly CustomField[]
  /** By key. */
  values: Readonly<Record<string, unknown>>
  children: (shown: readonly CustomField[]) => ReactNode
}

/** Beyond so many the empty ones are folded away. */
const few = 10

/** Which fields of a record are shown: all of a few; of many the filled ones, the others on demand or by name. */
export function CustomFieldGroup({ fields, values, children }: GroupProps) {
  const t = useT('custom-fields')
  const [all, setAll] = useState(false)
  const [text, setText] = useState('')
  // What was empty when it was shown stays in sight while it is filled in and emptied again.
  const [filledAtFirst] = useState(() => new Set(Object.keys(values)))
  const many = fields.length > few
  const wanted = text.trim().toLocaleLowerCase()
  const filled = ({ key }: CustomField) => !isBlank(values[key]) || filledAtFirst.has(key)
  const empty = fields.filter((field) => !filled(field)).length
  const shown = !many
    ? fields
    : wanted
      ? fields.filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
      : all
        ? fields
        : fields.filter(filled)
  const drawn = useGradually(shown)
  return (
    <>
      {many && (
        <TextInput
          type="search"
          className={classes.find}
          aria-label={t('group.find')}
          placeholder={t('group.find')}
          leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {shown.length > 0 ? (
        children(drawn)
      ) : (
        <p className={classes.soft}>{t(wanted ? 'group.none' : 'group.allEmpty')}</p>
      )}
      {many && !wanted && empty > 0 && (
        <div className={classes.foot}>
          <Button look="quiet" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('group.hide') : t('group.show', { count: empty })}
          </Button>
        </div>
      )}
    </>
  )
}
