import { NativeSelect } from '@mantine/core'
import { Skeleton } from '../../kit/feedback.tsx'
import { type Translate, useT } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'
import { SampleTable } from './sample-table.tsx'
import classes from './steps.module.css'
import { useWordsOf } from './targets.ts'
import type { Saving } from './use-import.ts'

/** Encodings that exports come in, and what they are called beside their name. */
const encodings: [code: string, name: string, region?: string][] = [
  ['utf-8', 'UTF-8'],
  ['windows-1252', 'Windows-1252', 'western'],
  ['windows-1250', 'Windows-1250', 'central'],
  ['windows-1251', 'Windows-1251', 'cyrillic'],
  ['windows-1253', 'Windows-1253', 'greek'],
  ['windows-1254', 'Windows-1254', 'turkish'],
  ['windows-1257', 'Windows-1257', 'baltic'],
  ['macintosh', 'Mac Roman', 'mac'],
  ['cp850', 'CP850', 'dos'],
  ['koi8-r', 'KOI8-R', 'cyrillic'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
  ['gb18030', 'GB18030'],
  ['shift_jis', 'Shift JIS'],
]
const separators: [code: string, word: string][] = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
]

const encodingName = (code: string, t: Translate) => {
  const known = encodings.find(([one]) => one === code)
  if (!known) return code
  return known[2] ? `${known[1]} (${t(`file.encoding.${known[2]}`)})` : known[1]
}
const separatorName = (code: string, t: Translate) => {
  const known = separators.find(([one]) => one === code)
  return known ? t(`file.separator.${known[1]}`) : t('file.separator.other', { separator: code })
}

type Choice = { value: string; label: string }

type FoundSelectProps = {
  label: string
  /** What is in force. */
  now: string
  /** Somebody chose it; what was found is not known then. */
  chosen: boolean
  choices: Choice[]
  onChoose: (value: string | null) => void
}

/** A select that marks what was found by itself, and lets one go back to it. */
function FoundSelect({ label, now, chosen, choices, onChoose }: FoundSelectProps) {
  const t = useT('imports')
  const all = choices.some(({ value }) => value === now) ? choices : [{ value: now, label: now }, ...choices]
  return (
    <NativeSelect
      label={label}
      description={t(chosen ? 'columns.mark.chosen' : 'file.found')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={now}
      data={chosen ? [...all, { value: '', label: t('file.find') }] : all}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  )
}

/** How the file is read, and what that gives. */
export function FileStep({ one, saving }: { one: Import; saving: Saving }) {
  const t = useWordsOf(one.target)
  const { description, options } = one
  const { format, encoding, separator, has_header, sheets, sheet } = description
  return (
    <>
      <div className={classes.lead}>
        <h2>{t('file.title')}</h2>
        <p>{format === 'vcard' ? t('file.vcard') : t('file.hint')}</p>
      </div>
      <div className={classes.choices}>
        {encoding !== null && format !== 'xlsx' && (
          <FoundSelect
            label={t('file.encoding')}
            now={options.encoding ?? encoding}
            chosen={options.encoding !== null}
            choices={encodings.map(([value]) => ({ value, label: encodingName(value, t) }))}
            onChoose={(value) => saving.choose({ encoding: value })}
          />
        )}
        {separator !== null && (
          <FoundSelect
            label={t('file.separator')}
            now={options.separator ?? separator}
            chosen={options.separator !== null}
            choices={[
              ...separators.map(([value]) => ({ value, label: separatorName(value, t) })),
              ...(separators.some(([value]) => value === separator)
                ? []
                : [{ value: separator, label: separatorName(separator, t) }]),
            ]}
            onChoose={(value) => saving.choose({ separator: value })}
          />
        )}
        {format !== 'vcard' && (
          <FoundSelect
            label={t('file.header')}
            now={String(options.has_header ?? has_header)}
            chosen={options.has_header !== null}
            choices={[
              { value: 'true', label: t('file.header.yes') },
              { value: 'false', label: t('file.header.no') },
            ]}
            onChoose={(value) => saving.choose({ has_header: value === null ? null : value === 'true' })}
          />
        )}
        {sheets.length > 1 && (
          <FoundSelect
            label={t('file.sheet')}
            now={options.sheet ?? sheet ?? ''}
            chosen={options.sheet !== null}
            choices={sheets.map((name) => ({ value: name, label: name }))}
            onChoose={(value) => saving.choose({ sheet: value })}
          />
        )}
      </div>
      {format !== 'vcard' &&
        (saving.busy ? <Skeleton lines={[100, 100, 100, 100]} height={28} /> : <SampleTable one={one} />)}
    </>
  )
}
