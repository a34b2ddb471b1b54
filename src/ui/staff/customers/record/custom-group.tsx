import { useT } from '../../../kit/words.ts'
import { type CustomField, useCustomFields } from '../../custom-fields/custom-field.ts'
import { CustomFieldGroup } from '../../custom-fields/field-group.tsx'
import { CustomInlineValue } from '../../custom-fields/inline-value.tsx'
import type { Customer } from '../../shared/ui-module.ts'
import { refusalOf } from './abilities.ts'
import { Card, FieldGrid } from './card.tsx'
import { saveCustom } from './save.ts'
import { FieldHistory } from './use-field.tsx'

/** What the workspace asks of its customers beyond what everybody does; nothing where it asks nothing more. */
export function CustomFields({ customer }: { customer: Customer }) {
  const t = useT('custom-fields')
  const fields = useCustomFields('customer')
  if (fields.length === 0) return null
  return (
    <Card title={t('group.title')}>
      <CustomFieldGroup fields={fields} values={customer.custom}>
        {(shown) => (
          <FieldGrid>
            {shown.map((field) => (
              <CustomFieldOf key={field.id} customer={customer} field={field} />
            ))}
          </FieldGrid>
        )}
      </CustomFieldGroup>
    </Card>
  )
}

function CustomFieldOf({ customer, field }: { customer: Customer; field: CustomField }) {
  const t = useT('customers')
  return (
    <CustomInlineValue
      field={field}
      value={customer.custom[field.key]}
      readOnly={refusalOf(customer, 'edit', t) ?? !field.writable}
      tools={<FieldHistory field={`custom.${field.id}`} label={field.label} />}
      onSave={(value, how) => saveCustom(customer, field, value, how, t)}
    />
  )
}
