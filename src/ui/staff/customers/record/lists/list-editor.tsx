import { type ComponentType, useEffect, useRef } from 'react'
import { Button, IconButton } from '../../../../kit/button.tsx'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '../../../../kit/icons.ts'
import { useT } from '../../../../kit/words.ts'
import { AddressInputs } from './address-inputs.tsx'
import { EmailInputs, PhoneInputs } from './contact-inputs.tsx'
import { added, type Entries, isBlank, type ListName, madePrimary, moved, removed } from './entries.ts'
import { LabelSelect } from './label-select.tsx'
import classes from './lists.module.css'

type ListEditorProps<L extends ListName> = {
  list: L
  entries: Entries[L][]
  onChange: (entries: Entries[L][]) => void
  /** By place, `emails.0.address`. */
  errors: Record<string, string>
}

export type InputsProps<E> = {
  name: string
  entry: E
  onChange: (change: Partial<E>) => void
  errorOf: (field: string) => string | undefined
}

const inputs: { [L in ListName]: ComponentType<InputsProps<Entries[L]>> } = {
  emails: EmailInputs,
  phones: PhoneInputs,
  addresses: AddressInputs,
}

/** The entries of a list below each other: what they say, their label, which is primary, their order. */
export function ListEditor<L extends ListName>({ list, entries, onChange, errors }: ListEditorProps<L>) {
  const t = useT('customers')
  const Inputs = inputs[list] as ComponentType<InputsProps<Entries[L]>>
  const box = useRef<HTMLDivElement>(null)
  // After a step up or down the focus goes on with the entry, after adding and removing to an input.
  const next = useRef<{ at: number; part: string } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the entries have
  useEffect(() => {
    if (!next.current) return
    const { at, part } = next.current
    next.current = null
    const row = box.current?.querySelector(`[data-entry="${at}"]`)
    const target =
      part === 'input'
        ? row?.querySelector<HTMLElement>('input')
        : row?.querySelector<HTMLElement>(`[data-part="${part}"]`)
    ;(target ?? box.current?.querySelector<HTMLElement>('[data-part="add"]'))?.focus()
  }, [entries])
  const change = (entries: Entries[L][], at: number, part: string) => {
    next.current = { at, part }
    onChange(entries)
  }
  const several = entries.length > 1
  // A lone blank line is there to be filled in: there is nothing yet to label, move or remove.
  const bare = entries.length === 1 && list !== 'addresses' && entries.every(isBlank)
  return (
    <div ref={box} className={classes.editor}>
      {entries.map((entry, at) => {
        const name = t(`record.list.${list}.one`, { place: at + 1 })
        const errorOf = (field: string) => errors[`${list}.${at}.${field}`]
        const set = (part: Partial<Entries[L]>) =>
          onChange(entries.map((other, i) => (i === at ? { ...other, ...part } : other)))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are known by their place, in the API too
          <fieldset key={at} data-entry={at} className={classes.entry}>
            <legend className="visually-hidden">{name}</legend>
            <Inputs name={name} entry={entry} onChange={set} errorOf={errorOf} />
            {!bare && (
              <div className={classes.marks}>
                <div className={classes.label}>
                  <LabelSelect
                    list={list}
                    name={name}
                    value={entry.label}
                    onChange={(label) => set({ label } as Partial<Entries[L]>)}
                  />
                </div>
                {several && (
                  <label className={classes.check}>
                    <input
                      type="radio"
                      checked={entry.primary}
                      aria-label={t('record.list.primaryOf', { name })}
                      onChange={() => onChange(madePrimary(entries, at))}
                    />
                    {t('record.list.primary')}
                  </label>
                )}
                <span className={classes.tools}>
                  {several && at > 0 && (
                    <IconButton
                      size="sm"
                      data-part="up"
                      label={t('record.list.up', { name })}
                      onClick={() => change(moved(entries, at, -1), at - 1, at > 1 ? 'up' : 'down')}
                    >
                      <IconArrowUp size={15} stroke={1.75} aria-hidden />
                    </IconButton>
                  )}
                  {several && at < entries.length - 1 && (
                    <IconButton
                      size="sm"
                      data-part="down"
                      label={t('record.list.down', { name })}
                      onClick={() =>
                        change(moved(entries, at, 1), at + 1, at < entries.length - 2 ? 'down' : 'up')
                      }
                    >
                      <IconArrowDown size={15} stroke={1.75} aria-hidden />
                    </IconButton>
                  )}
                  <IconButton
                    size="sm"
                    label={t('record.list.remove', { name })}
                    onClick={() => change(removed(entries, at), Math.max(0, at - 1), 'input')}
                  >
                    <IconTrash size={15} stroke={1.75} aria-hidden />
                  </IconButton>
                </span>
              </div>
            )}
          </fieldset>
        )
      })}
      {!bare && entries.length < 20 && (
        <div>
          <Button
            look="quiet"
            size="sm"
            data-part="add"
            icon={<IconPlus size={15} stroke={1.75} aria-hidden />}
            onClick={() => change(added(list, entries), entries.length, 'input')}
          >
            {t(`record.list.${list}.add`)}
          </Button>
        </div>
      )}
    </div>
  )
}
