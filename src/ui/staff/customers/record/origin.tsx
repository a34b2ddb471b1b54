import { useFormats } from '../../../kit/format.ts'
import { useT } from '../../../kit/words.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { Card } from './card.tsx'
import classes from './overview.module.css'
import { numberOf } from './values.ts'

/** What the system knows about the record itself. */
export function Origin({ customer }: { customer: Customer }) {
  const t = useT('customers')
  const f = useFormats()
  const facts = [
    [t('record.field.number'), numberOf(customer)],
    [t('record.field.source'), t(`record.source.${customer.source}`)],
    [t('record.field.created_at'), f.dateTime(customer.created_at)],
    [t('record.field.updated_at'), f.dateTime(customer.updated_at)],
  ]
  return (
    <Card title={t('record.group.record')}>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
