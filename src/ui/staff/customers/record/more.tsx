import { useEffect, useRef } from 'react'
import { Button } from '../../../kit/button.tsx'
import { useT } from '../../../kit/words.ts'
import classes from './timeline.module.css'

/** Reads on when its place comes near; the button is for those who do not scroll, and after a failure. */
export function More({ busy, failed, load }: { busy: boolean; failed: boolean; load: () => void }) {
  const t = useT('customers')
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef(load)
  latest.current = load
  const waiting = !busy && !failed
  useEffect(() => {
    if (!box.current || !waiting) return
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) latest.current()
      },
      { rootMargin: '400px' },
    )
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [waiting])
  return (
    <div ref={box} className={classes.more}>
      <Button busy={busy} onClick={load}>
        {t('record.more')}
      </Button>
    </div>
  )
}
