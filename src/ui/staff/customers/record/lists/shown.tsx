import { Badge } from '../../../../kit/badge.tsx'
import { useFormats } from '../../../../kit/format.ts'
import { useT } from '../../../../kit/words.ts'
import { addressLines } from '../address-lines.ts'
import { usePhoneFormat } from '../choices.ts'
import type { Entries } from './entries.ts'
import { labelText } from './label-select.tsx'
import classes from './lists.module.css'

function Marks({ entry, several }: { entry: { label: string; primary: boolean }; several: boolean }) {
  const t = useT('customers')
  const words = [labelText(entry.label, t), several && entry.primary && t('record.list.primary')]
  return <span className={classes.soft}>{words.filter(Boolean).join(' · ')}</span>
}

export const ShownEmails = ({ entries }: { entries: Entries['emails'][] }) => (
  <ul className={classes.shown}>
    {entries.map((entry) => (
      <li key={entry.address}>
        <a href={`mailto:${entry.address}`}>{entry.address}</a>
        <Marks entry={entry} several={entries.length > 1} />
      </li>
    ))}
  </ul>
)

export function ShownPhones({ entries }: { entries: Entries['phones'][] }) {
  const format = usePhoneFormat()
  const t = useT('customers')
  return (
    <ul className={classes.shown}>
      {entries.map((entry) => (
        <li key={entry.number}>
          <span>
            <a href={`tel:${entry.number}`}>{format(entry.number)}</a>
            {entry.extension && ` ${t('record.list.ext', { extension: entry.extension })}`}
          </span>
          <Marks entry={entry} several={entries.length > 1} />
        </li>
      ))}
    </ul>
  )
}

export function ShownAddresses({ entries }: { entries: Entries['addresses'][] }) {
  const t = useT('customers')
  const f = useFormats()
  return (
    <ul className={classes.addresses}>
      {entries.map((entry, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two addresses may read the same
        <li key={place}>
          <span className={classes.badges}>
            <span className={classes.soft}>{labelText(entry.label, t)}</span>
            {entries.length > 1 && entry.primary && <Badge tone="accent">{t('record.list.primary')}</Badge>}
            {entry.billing && <Badge>{t('record.address.billing')}</Badge>}
            {entry.shipping && <Badge>{t('record.address.shipping')}</Badge>}
          </span>
          {addressLines(entry, f.country).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </li>
      ))}
    </ul>
  )
}
