import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'
import classes from './steps.module.css'
import { Figures } from './tally.tsx'

type ReadyProps = { one: Import; onRun: () => void; onOptions: () => void; busy: boolean }

/** Asks for the import with its numbers, and says what it cannot take back. */
export function Ready({ one, onRun, onOptions, busy }: ReadyProps) {
  const t = useT('imports')
  const f = useFormats()
  const { preview, options } = one
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
      <Figures tally={preview} />
      <ul className={classes.says}>
        {says
          .filter(([count]) => count > 0)
          .map(([count, word]) => (
            <li key={word}>{t(word, { count, n: f.number(count) })}</li>
          ))}
      </ul>
      {going > 0 && (
        <Notice title={t('run.noUndo')}>
          {options.tags.length > 0
            ? t('run.noUndo.tagged', { tags: f.list(options.tags) })
            : `${t('run.noUndo.tag')} `}
          {options.tags.length === 0 && (
            <button type="button" className={classes.inText} onClick={onOptions}>
              {t('run.noUndo.addTag')}
            </button>
          )}
        </Notice>
      )}
      <div className={classes.actions}>
        <Button
          look="primary"
          busy={busy}
          reason={going === 0 ? t('run.nothing') : null}
          aria-describedby={going === 0 ? 'nothing-to-import' : undefined}
          onClick={onRun}
        >
          {t('run.go', { count: going, n: f.number(going) })}
        </Button>
        {going === 0 && (
          <span id="nothing-to-import" className={classes.hint}>
            {t('run.nothing')}
          </span>
        )}
      </div>
    </>
  )
}
