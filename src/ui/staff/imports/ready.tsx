import { Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import type { Import } from './mapping-rules.ts'
import classes from './steps.module.css'
import { Figures } from './tally.tsx'
import { useWordsOf } from './targets.ts'

/** Asks for the import with its numbers, and says that there is a way back. */
export function Ready({ one }: { one: Import }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const { preview } = one
  if (!preview) return null
  const { created, updated, skipped, rejected } = preview
  const going = created + updated
  const says: [number, string][] = [
    [created, 'run.willCreate'],
    [updated, 'run.willUpdate'],
    [skipped, 'run.willSkip'],
    [rejected, 'run.willReject'],
  ]
  return (
    <>
      <div className={classes.lead}>
        <h2>{t('run.title')}</h2>
      </div>
      <Figures tally={preview} target={one.target} />
      <ul className={classes.says}>
        {says
          .filter(([count]) => count > 0)
          .map(([count, word]) => (
            <li key={word}>{t(word, { count, n: f.number(count) })}</li>
          ))}
      </ul>
      {going === 0 && <Notice tone="warning">{t('run.nothing')}</Notice>}
      {going > 0 && <Notice title={t('run.undo')}>{t('run.undo.text')}</Notice>}
    </>
  )
}
