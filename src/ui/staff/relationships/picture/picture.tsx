import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { Avatar } from '../../../kit/avatar.tsx'
import { Button } from '../../../kit/button.tsx'
import { cx } from '../../../kit/cx.ts'
import { useT } from '../../../kit/words.ts'
import { read } from '../../shared/queries.ts'
import type { Network } from '../relations.ts'
import { BOX, layOut, type Place, type Spot } from './layout.ts'
import classes from './picture.module.css'
import { roleIn } from './roles.ts'

type Node = Network['nodes'][number]

/** Shown at first; more at a press. */
const FEW = 12

/** Through whom each is reached: the first neighbour that is a step nearer. */
function spotsOf({ nodes, edges }: Network): Spot[] {
  const depths = new Map(nodes.map(({ id, depth }) => [id, depth]))
  return nodes.map(({ id, depth }) => {
    const nearer = edges
      .map(({ from_id, to_id }) => (from_id === id ? to_id : to_id === id ? from_id : null))
      .find((other) => other !== null && depths.get(other) === depth - 1)
    return { id, depth, parent: nearer ?? null }
  })
}

/** Family and company around a customer, drawn. Everybody in it can be reached by Tab; the lists below say the same. */
export default function Picture({ customerId }: { customerId: string }) {
  const t = useT('relationships')
  const { data } = useQuery(read('GET /customers/:id/network', { params: { id: customerId } }))
  const [all, setAll] = useState(false)
  const heading = useId()
  const drawn = useMemo(() => {
    if (!data) return null
    const nodes = all ? data.nodes : data.nodes.slice(0, FEW)
    return { network: { ...data, nodes }, ...layOut(spotsOf({ ...data, nodes })) }
  }, [data, all])
  if (!data || !drawn || data.nodes.length < 2) return null
  const hidden = data.nodes.length - drawn.network.nodes.length
  return (
    <section aria-labelledby={heading} className={classes.picture}>
      <header>
        <h2 id={heading}>{t('picture')}</h2>
        {(hidden > 0 || all) && (
          <Button look="quiet" size="sm" onClick={() => setAll(!all)}>
            {all ? t('picture.fewer') : t('picture.all', { count: hidden })}
          </Button>
        )}
      </header>
      <Drawing {...drawn} label={t('picture.label', { name: data.nodes[0]!.name })} />
    </section>
  )
}

type DrawingProps = { network: Network; places: Place[]; width: number; height: number; label: string }

function Drawing({ network, places, width, height, label }: DrawingProps) {
  const frame = useRef<HTMLElement>(null)
  const at = new Map(places.map((place) => [place.id, place]))
  const middle = places[0]
  // The customer of the page is in the middle, also of what is seen of a large picture.
  useEffect(() => {
    const { current } = frame
    if (current && middle)
      current.scrollTo(middle.x - current.clientWidth / 2, middle.y - current.clientHeight / 2)
  }, [middle])
  const parents = new Map(spotsOf(network).map(({ id, parent }) => [id, parent]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.frame} ref={frame} tabIndex={0} aria-label={label}>
      <div className={classes.plane} style={{ width, height }}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
          {network.edges.map((edge) => {
            const [a, b] = [at.get(edge.from_id), at.get(edge.to_id)]
            if (!a || !b) return null
            return (
              <line
                key={`${edge.id} ${edge.from_id}`}
                className={cx(classes.edge, classes[edge.category])}
                x1={a.x}
                y1={a.y - LIFT}
                x2={b.x}
                y2={b.y - LIFT}
              />
            )
          })}
        </svg>
        {network.nodes.map((node) => {
          const parent = parents.get(node.id)
          const role = parent ? roleIn(network, node.id, parent) : ''
          return <Face key={node.id} node={node} place={at.get(node.id)!} role={role} />
        })}
      </div>
    </section>
  )
}

/** The face stands above its name, so lines meet it there. */
const LIFT = 28

function Face({ node, place: { x, y }, role }: { node: Node; place: Place; role: string }) {
  const t = useT('relationships')
  const { id, name, kind, depth, more, photo_url } = node
  return (
    <Link
      to={`/customers/${id}` as never}
      search={{ tab: 'relationships' } as never}
      className={cx(classes.node, depth === 0 && classes.centre)}
      style={{ left: x - BOX.width / 2, top: y - BOX.height / 2, width: BOX.width, height: BOX.height }}
      title={role ? `${name}, ${role}` : name}
    >
      <Avatar name={name} photo={photo_url} square={kind === 'organisation'} size="md" />
      <span className={classes.name}>{name}</span>
      {role && <span className={classes.role}>{role}</span>}
      {more > 0 && (
        <span className={classes.more}>
          {t('picture.plus', { count: more })} <span className="visually-hidden">{t('picture.more')}</span>
        </span>
      )}
    </Link>
  )
}
