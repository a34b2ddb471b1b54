import { Link } from '@tanstack/react-router'
import { useFormats } from '../../kit/format.ts'
import type { CustomField } from './custom-field.ts'
import { customText } from './custom-text.ts'
import classes from './custom-value.module.css'
import { useLinked } from './linked.ts'

/** A value as it reads in the record: a customer by name and number, with the way there. */
export function CustomValue({ field, value }: { field: CustomField; value: unknown }) {
  const f = useFormats()
  if (field.type === 'customer' && typeof value === 'string') return <LinkedCustomer id={value} />
  return (
    <span className={field.type === 'long_text' ? classes.long : undefined}>
      {customText(field, value, f)}
    </span>
  )
}

function LinkedCustomer({ id }: { id: string }) {
  const linked = useLinked(id)
  if (!linked) return <span className={classes.soft}>…</span>
  return (
    <span>
      <Link to={`/customers/${id}` as never}>{linked.name}</Link>{' '}
      <span className={classes.soft}>C-{linked.number}</span>
    </span>
  )
}
