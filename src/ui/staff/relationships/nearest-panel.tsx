import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../kit/avatar.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import type { Customer } from '../shared/ui-module.ts'
import { roleIn } from './picture/roles.ts'
import classes from './relationships.module.css'

const MOST = 5

/** The nearest to a customer, beside the tabs: who lives there, family, colleagues. */
export default function Nearest({ customer }: { customer: Customer }) {
  const t = useT('relationships')
  const query = useQuery(read('GET /customers/:id/network', { params: { id: customer.id } }))
  const { data } = query
  const near = data?.nodes.filter(({ depth }) => depth === 1).slice(0, MOST) ?? []
  return (
    <section className={classes.card} aria-labelledby="nearest">
      <header className={classes.cardHead}>
        <h2 id="nearest">{t('nearest')}</h2>
        <Link
          to={`/customers/${customer.id}` as never}
          search={{ tab: 'relationships' } as never}
          className={classes.name}
        >
          {t('nearest.all')}
        </Link>
      </header>
      {!data &&
        (query.error ? (
          <ErrorState small title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={[60, 80]} />
        ))}
      {data && near.length === 0 && <p className={classes.none}>{t('nearest.none')}</p>}
      <ul className={classes.people}>
        {near.map((one) => (
          <li key={one.id} className={classes.person}>
            <Avatar name={one.name} photo={one.photo_url} square={one.kind === 'organisation'} />
            <div>
              <Link to={`/customers/${one.id}` as never} className={classes.name}>
                {one.name}
              </Link>
              <small>{roleIn(data!, one.id, customer.id)}</small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
