import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'

type HiddenProps = {
  /** Fields by the names under which security groups hide them. */
  fields: readonly { name: string; target: string; label: string }[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}

/** Which custom fields a security group does not see; there may be hundreds, so one looks for them by name. */
export function HiddenCustomFields({ fields, hidden, onChange }: HiddenProps) {
  const t = useT('custom-fields')
  const { data: targets } = useQuery(read('GET /custom-field-targets'))
  const known = new Set(fields.map(({ name }) => name))
  const groupOf = (target: string) =>
    targets?.items.find((one) => one.target === target)?.label ?? t('hidden.records')
  const groups = Map.groupBy(fields, ({ target }) => groupOf(target))
  return (
    <MultiSelect
      label={t('hidden.fields')}
      description={t('hidden.hint')}
      data={[...groups].map(([group, some]) => ({
        group,
        items: some.map(({ name, label }) => ({ value: name, label })),
      }))}
      value={hidden.filter((name) => known.has(name))}
      searchable
      limit={100}
      hidePickedOptions
      comboboxProps={{ keepMounted: false }}
      nothingFoundMessage={t('nothingFound')}
      onChange={(next) => onChange([...hidden.filter((name) => !known.has(name)), ...next])}
    />
  )
}
