import { Badge } from '../../../kit/badge.tsx'
import { InlineField } from '../../../kit/inline/inline-field.tsx'
import { useT } from '../../../kit/words.ts'
import { call } from '../../shared/api.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { Card, FieldGrid } from './card.tsx'
import { useGroups } from './choices.ts'
import classes from './overview.module.css'
import { PortalRights } from './portal-rights.tsx'
import { isHidden, useField } from './use-field.tsx'

type Props = { customer: Customer }

export const suggestTags = async (typed: string): Promise<string[]> =>
  (await call('GET /tags', { query: { q: typed.trim() || undefined, limit: 12 } })).items.map(
    (tag) => tag.name,
  )

function Tags({ customer }: Props) {
  const field = useField(customer, 'tags')
  const t = useT('customers')
  return (
    <InlineField
      kind="tags"
      label={field.label}
      readOnly={field.readOnly}
      onSave={field.onSave}
      tools={field.tools}
      hint={t('record.hint.tags')}
      value={customer.tags.map((tag) => tag.name)}
      suggest={suggestTags}
      show={(names) => (
        <span className={classes.tags}>
          {names.map((name) => (
            <Badge key={name}>{name}</Badge>
          ))}
        </span>
      )}
    />
  )
}

function Group({ customer }: Props) {
  const field = useField(customer, 'group_id')
  const t = useT('customers')
  const groups = useGroups(customer.group)
  return (
    <InlineField
      kind="select"
      label={field.label}
      readOnly={field.readOnly}
      onSave={field.onSave}
      tools={field.tools}
      value={customer.group?.id ?? null}
      choices={groups}
      blank={t('record.noGroup')}
    />
  )
}

/** Group, tags and portal rights. */
export function Belonging({ customer }: Props) {
  const t = useT('customers')
  const tags = !isHidden(customer, 'tags')
  return (
    <Card title={t('record.group.belonging')}>
      <FieldGrid single>
        {!isHidden(customer, 'group') && <Group customer={customer} />}
        {tags && (
          <div data-field="tags" className={classes.field}>
            <Tags customer={customer} />
          </div>
        )}
        <PortalRights customer={customer} />
      </FieldGrid>
    </Card>
  )
}
