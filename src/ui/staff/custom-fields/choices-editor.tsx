import { useEffect, useRef } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button, IconButton } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { IconArrowBackUp, IconArrowDown, IconArrowUp, IconPlus, IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './choices-editor.module.css'
import { Grip } from './grip.tsx'
import { moved, useReorder } from './reorder.ts'

/** A choice that is being edited; `id` is null until it is saved, `mark` tells the lines apart until then. */
export type ChoiceDraft = { id: string | null; mark: string; label: string; retired: boolean }

export const newChoice = (label = ''): ChoiceDraft => ({
  id: null,
  mark: `new-${Math.random().toString(36).slice(2)}`,
  label,
  retired: false,
})

type EditorProps = {
  choices: ChoiceDraft[]
  onChange: (choices: ChoiceDraft[]) => void
  /** By place. */
  errorOf: (at: number) => string | undefined
}

/** The choices of a field in their order: name them, put them in order, retire them. Several lines can be pasted at once. */
export function ChoicesEditor({ choices, onChange, errorOf }: EditorProps) {
  const t = useT('custom-fields')
  const box = useRef<HTMLFieldSetElement>(null)
  // After a step the focus goes on with the choice, after adding and removing to an input.
  const next = useRef<{ mark: string; part: string } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the choices have
  useEffect(() => {
    if (!next.current) return
    const { mark, part } = next.current
    next.current = null
    box.current?.querySelector<HTMLElement>(`[data-choice="${mark}"] [data-part="${part}"]`)?.focus()
  }, [choices])
  const change = (then: ChoiceDraft[], mark: string, part: string) => {
    next.current = { mark, part }
    onChange(then)
  }
  const put = (at: number, part: Partial<ChoiceDraft>) =>
    onChange(choices.map((choice, i) => (i === at ? { ...choice, ...part } : choice)))
  const insert = (at: number, labels: string[]) => {
    const added = labels.map((label) => newChoice(label))
    const last = added.at(-1)
    if (last) change([...choices.slice(0, at), ...added, ...choices.slice(at)], last.mark, 'label')
  }
  const step = (at: number, to: number) => {
    const mark = choices[at]?.mark ?? ''
    const edge = to === 0 ? 'down' : to === choices.length - 1 ? 'up' : to < at ? 'up' : 'down'
    change(moved(choices, at, to), mark, edge)
  }
  const remove = (at: number) => {
    const near = choices[at - 1] ?? choices[at + 1]
    change(
      choices.filter((_, i) => i !== at),
      near?.mark ?? '',
      'label',
    )
  }
  const { handle, row } = useReorder((from, to) => onChange(moved(choices, from, to)))
  return (
    <fieldset ref={box} className={classes.choices}>
      <legend>{t('choices')}</legend>
      <p className={classes.hint}>{t('choices.hint')}</p>
      <ul>
        {choices.map((choice, at) => {
          const name = choice.label.trim() || t('choices.nth', { place: at + 1 })
          const error = errorOf(at)
          return (
            <li key={choice.mark} data-choice={choice.mark} className={classes.choice} {...row(at)}>
              <Grip {...handle(at)} />
              <input
                data-part="label"
                className={cx(classes.label, choice.retired && classes.retired)}
                aria-label={t('choices.label', { place: at + 1 })}
                aria-invalid={error ? true : undefined}
                value={choice.label}
                maxLength={100}
                autoComplete="off"
                onChange={(event) => put(at, { label: event.currentTarget.value })}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
                    event.preventDefault()
                    insert(at + 1, [''])
                  } else if (event.key === 'Backspace' && choice.label === '' && !choice.id) {
                    event.preventDefault()
                    remove(at)
                  }
                }}
                onPaste={(event) => {
                  const lines = event.clipboardData
                    .getData('text')
                    .split(/\r?\n/)
                    .map((line) => line.trim().slice(0, 100))
                    .filter(Boolean)
                  if (lines.length < 2) return
                  event.preventDefault()
                  const [first = '', ...others] = choice.label ? ['', ...lines] : lines
                  const here = { ...choice, label: choice.label || first }
                  const added = others.map((line) => newChoice(line))
                  change(
                    [...choices.slice(0, at), here, ...added, ...choices.slice(at + 1)],
                    added.at(-1)?.mark ?? here.mark,
                    'label',
                  )
                }}
              />
              {choice.retired && <Badge>{t('retired')}</Badge>}
              <IconButton
                size="sm"
                data-part="up"
                label={t('moveUp', { label: name })}
                disabled={at === 0}
                onClick={() => step(at, at - 1)}
              >
                <IconArrowUp size={15} stroke={1.75} aria-hidden />
              </IconButton>
              <IconButton
                size="sm"
                data-part="down"
                label={t('moveDown', { label: name })}
                disabled={at === choices.length - 1}
                onClick={() => step(at, at + 1)}
              >
                <IconArrowDown size={15} stroke={1.75} aria-hidden />
              </IconButton>
              {choice.id === null ? (
                <IconButton size="sm" label={t('choices.remove', { label: name })} onClick={() => remove(at)}>
                  <IconX size={15} stroke={1.75} aria-hidden />
                </IconButton>
              ) : (
                <IconButton
                  size="sm"
                  label={t(choice.retired ? 'choices.bringBack' : 'choices.retire', { label: name })}
                  onClick={() => put(at, { retired: !choice.retired })}
                >
                  {choice.retired ? (
                    <IconArrowBackUp size={15} stroke={1.75} aria-hidden />
                  ) : (
                    <IconX size={15} stroke={1.75} aria-hidden />
                  )}
                </IconButton>
              )}
              {error && (
                <span className={classes.error} role="alert">
                  {error}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <div>
        <Button
          look="quiet"
          size="sm"
          icon={<IconPlus size={15} stroke={1.75} aria-hidden />}
          onClick={() => insert(choices.length, [''])}
        >
          {t('choices.add')}
        </Button>
      </div>
      {choices.some(({ retired }) => retired) && <p className={classes.hint}>{t('choices.retiredHint')}</p>}
    </fieldset>
  )
}
