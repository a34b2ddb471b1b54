import { useRef, useState } from 'react'
import { IconButton } from '../../kit/button.tsx'
import { IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './documents.module.css'
import { type DocumentKind, documentKinds, orders, type Wanted } from './use-documents.ts'

/** Milliseconds without a key after which what was typed takes effect. */
const rest = 200

/** Which documents are shown, and in which order. */
export function FilterBar({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const t = useT('documents')
  const [typed, setTyped] = useState(wanted.q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const seen = useRef(wanted.q)
  if (seen.current !== wanted.q) {
    seen.current = wanted.q
    if (typed.trim() !== wanted.q) setTyped(wanted.q)
  }
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange({ ...wanted, q: text.trim() }), rest)
  }
  return (
    <div className={classes.filters}>
      <div className={classes.search}>
        <input
          type="search"
          value={typed}
          placeholder={t('search')}
          aria-label={t('search')}
          maxLength={200}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {typed && (
          <IconButton size="sm" label={t('search.clear')} onClick={() => type('')}>
            <IconX size={14} stroke={1.75} aria-hidden />
          </IconButton>
        )}
      </div>
      <select
        aria-label={t('field.kind')}
        value={wanted.kind}
        onChange={(event) => onChange({ ...wanted, kind: event.currentTarget.value as DocumentKind | '' })}
      >
        <option value="">{t('kind.any')}</option>
        {documentKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('order')}
        value={wanted.sort}
        onChange={(event) => onChange({ ...wanted, sort: event.currentTarget.value as Wanted['sort'] })}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {t(`order.${order}`)}
          </option>
        ))}
      </select>
    </div>
  )
}
