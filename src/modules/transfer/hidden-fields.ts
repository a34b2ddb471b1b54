import { type Access, hides } from '#platform/access.ts'
import { AppError } from '#platform/errors.ts'

const hiddenBy: readonly [RegExp, string][] = [
  [/^email/, 'customers.email'],
  [/^phone/, 'customers.phone'],
  [
    /^(?:billing_)?(?:street|house_number(?:_addition)?|extra|postcode|city|region|country)$/,
    'customers.address',
  ],
  [/^birthday$/, 'customers.birthday'],
  [/^gender$/, 'customers.gender'],
  [/^language$/, 'customers.language'],
  [/^job_title$/, 'customers.job_title'],
  [/^website$/, 'customers.website'],
  [/^vat_number$/, 'customers.vat_number'],
  [/^group$/, 'customers.group'],
  [/^tags$/, 'customers.tags'],
]

/** Whether a security group keeps a field from this person: what one may not see, one may not write. */
export const isHidden = (access: Access, field: string): boolean =>
  hiddenBy.some(([fields, name]) => fields.test(field) && hides(access, name))

export function demandVisible(access: Access, field: string): void {
  if (!isHidden(access, field)) return
  throw new AppError('forbidden', 'field.hidden', {
    message: `The field "${field}" is hidden from you, so nothing can be imported into it. Ask an administrator for it.`,
    params: { field },
  })
}
