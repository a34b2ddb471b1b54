import { useEffect, useRef } from 'react'
import { announce } from '../../kit/announce.ts'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { Ended } from './ended.tsx'
import type { Import } from './mapping-rules.ts'
import { Ready } from './ready.tsx'
import { Running } from './running.tsx'

/** The import itself: asked for with the numbers, watched, and its result. */
export function RunStep({ one }: { one: Import }) {
  const t = useT('imports')
  const f = useFormats()
  const before = useRef(one.state)
  useEffect(() => {
    if (before.current !== one.state && one.state === 'done')
      announce(
        t('done.announce', {
          created: f.number(one.created),
          updated: f.number(one.updated),
          skipped: f.number(one.skipped),
          rejected: f.number(one.rejected),
        }),
      )
    before.current = one.state
  }, [one, t, f])
  if (one.state === 'queued' || one.state === 'running') return <Running one={one} />
  if (one.state === 'done' || one.state === 'failed' || one.state === 'cancelled') return <Ended one={one} />
  return <Ready one={one} />
}
