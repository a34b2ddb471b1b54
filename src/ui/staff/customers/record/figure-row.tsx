import { Link } from '@tanstack/react-router'
import { useT } from '../../../kit/words.ts'
import type { Customer } from '../../shared/ui-module.ts'
import type { useParts } from './parts.tsx'
import classes from './record.module.css'

type Parts = ReturnType<typeof useParts>

/** The key figures; one with the id of a tab leads to it. */
export function FigureRow({
  customer,
  figures,
  tabs,
}: { customer: Customer } & Pick<Parts, 'figures' | 'tabs'>) {
  const t = useT('customers')
  return (
    <dl className={classes.figures}>
      {figures.map(({ id, label, View }) => (
        <div key={id} className={classes.figure}>
          <dt>
            {tabs.some((tab) => tab.id === id) ? (
              <Link to="." search={{ tab: id } as never}>
                {t(label)}
              </Link>
            ) : (
              t(label)
            )}
          </dt>
          <dd>
            <View customer={customer} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
