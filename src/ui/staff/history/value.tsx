import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { historyText, isCustomHistory } from '../custom-fields/history-value.ts'
import classes from './history.module.css'
import { showOf } from './kinds.ts'
import { isNamed, Names } from './names.tsx'
import { isErased, isNothing } from './operations.ts'

/** A value of the history as it reads in the record. */
export function Value({ kind, field, value }: { kind: string; field: string; value: unknown }) {
  const t = useT('history')
  const f = useFormats()
  if (isErased(value))
    return (
      <span className={classes.erased} title={t('erased.hint')}>
        {t('erased')}
      </span>
    )
  if (isNothing(value)) return <span className={classes.blank}>{t('blank')}</span>
  const show = showOf(kind, field)
  if (show) return show(value as never, t, f)
  return (isCustomHistory(field) && historyText(value, f)) || <Plain value={value} />
}

/** Values that read the same whatever they are of: references by their names, lists of them, yes and no. */
function Plain({ value }: { value: unknown }) {
  const t = useT('history')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (Array.isArray(value) && value.every(isNamed)) return <Names values={value} />
  if (isNamed(value)) return value.name
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}
