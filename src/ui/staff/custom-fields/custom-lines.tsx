import { useCustomFields } from './custom-field.ts'
import classes from './custom-lines.module.css'
import { CustomValue } from './custom-value.tsx'

/** The filled custom fields of a customer, one below the other. */
export function CustomLines({ values }: { values: Readonly<Record<string, unknown>> }) {
  const filled = useCustomFields('customer').filter(({ key }) => values[key] !== undefined)
  if (filled.length === 0) return null
  return (
    <dl className={classes.lines}>
      {filled.map((field) => (
        <div key={field.id}>
          <dt>{field.label}</dt>
          <dd>
            <CustomValue field={field} value={values[field.key]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
