import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { initialsOf } from '../../../kit/avatar.tsx'
import { Button } from '../../../kit/button.tsx'
import { cx } from '../../../kit/cx.ts'
import { useT } from '../../../kit/words.ts'
import { read } from '../../shared/queries.ts'
import type { Network } from '../relations.ts'
import { layOut, type Place, type Spot } from './layout.ts'
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

const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

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
  const centre = network.nodes[0]!.id
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.frame} ref={frame} tabIndex={0} aria-label={label}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="presentation">
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
        {network.nodes.map((node) => (
          <Face key={node.id} node={node} place={at.get(node.id)!} network={network} centre={centre} />
        ))}
      </svg>
    </section>
  )
}

/** The face stands above its name, so lines meet it there. */
const LIFT = 18
const RADIUS = 19

type FaceProps = { node: Node; place: Place; network: Network; centre: string }

function Face({ node, place: { x, y }, network, centre }: FaceProps) {
  const t = useT('relationships')
  const navigate = useNavigate()
  const { id, name, kind, depth, more } = node
  const via = depth < 2 ? centre : (spotsOf(network).find((spot) => spot.id === id)?.parent ?? centre)
  const role = depth === 0 ? '' : roleIn(network, id, via)
  const to = `/customers/${id}`
  const open = (event: MouseEvent) => {
    // A new tab or window is the browser's matter.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    void navigate({ to, search: { tab: 'relationships' } } as never)
  }
  const said = [name, role, more > 0 ? t('picture.more', { count: more }) : ''].filter(Boolean).join(', ')
  return (
    <a
      href={`${to}?tab=relationships`}
      onClick={open}
      className={cx(classes.node, depth === 0 && classes.centre)}
      aria-label={said}
    >
      <title>{said}</title>
      {kind === 'organisation' ? (
        <rect x={x - RADIUS} y={y - LIFT - RADIUS} width={2 * RADIUS} height={2 * RADIUS} rx={6} />
      ) : (
        <circle cx={x} cy={y - LIFT} r={RADIUS} />
      )}
      <text className={classes.initials} x={x} y={y - LIFT + 4}>
        {initialsOf(name)}
      </text>
      <text className={classes.name} x={x} y={y + 16}>
        {short(name, 20)}
      </text>
      {role && (
        <text className={classes.role} x={x} y={y + 31}>
          {short(role, 23)}
        </text>
      )}
      {more > 0 && (
        <text className={classes.more} x={x + RADIUS + 4} y={y - LIFT - 8}>
          +{more}
        </text>
      )}
    </a>
  )
}
