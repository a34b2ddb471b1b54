import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { announce } from '../../../kit/announce.ts'
import { Avatar } from '../../../kit/avatar.tsx'
import { Button } from '../../../kit/button.tsx'
import { cx } from '../../../kit/cx.ts'
import { KeyHint } from '../../../kit/key-hint.tsx'
import { useT } from '../../../kit/words.ts'
import { problemText } from '../../shared/problem.ts'
import { read } from '../../shared/queries.ts'
import { mentionAt, type Person, toBody, toDraft } from './mentions.ts'
import classes from './notes.module.css'

type NoteEditorProps = {
  label: string
  /** As the API has it, with `@[Name](id)`. */
  body?: string
  action: string
  /** Rejects with the problem; what was typed stays. */
  onSave: (body: string) => Promise<void>
  onCancel?: () => void
  /** The composer stays open and empty after saving. */
  again?: boolean
}

/** Writes a note: several lines, Ctrl/Cmd+Enter saves, @ brings up the colleagues. */
export function NoteEditor({ label, body = '', action, onSave, onCancel, again }: NoteEditorProps) {
  const t = useT('customers')
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const start = useRef(toDraft(body))
  const [text, setText] = useState(start.current.text)
  const [people, setPeople] = useState<Person[]>(start.current.people)
  const [caret, setCaret] = useState(-1)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const mention = useMention(text, caret)
  useEffect(() => {
    if (!again) area.current?.focus()
  }, [again])
  // The caret goes behind a chosen name in the same breath, before the next key is pressed.
  const putCaret = useRef<number | null>(null)
  // The box is as high as its text, up to where scrolling is easier.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the text changes
  useLayoutEffect(() => {
    const box = area.current
    if (!box) return
    if (putCaret.current !== null) box.setSelectionRange(putCaret.current, putCaret.current)
    putCaret.current = null
    box.style.height = 'auto'
    box.style.height = `${Math.min(320, box.scrollHeight + 2)}px`
  }, [text])

  const choose = (person: Person) => {
    const at = mention.at
    if (!at) return
    const before = `${text.slice(0, at.start)}@${person.name} `
    setText(before + text.slice(caret).replace(/^ /, ''))
    setPeople((known) => [...known.filter((other) => other.name !== person.name), person])
    setCaret(-1)
    putCaret.current = before.length
  }
  const save = async () => {
    if (busy || !text.trim()) return
    setBusy(true)
    setError(null)
    try {
      await onSave(toBody(text.trim(), people))
      if (again) {
        setText('')
        setPeople([])
        area.current?.focus()
      }
    } catch (problem) {
      setError(problemText(problem, t))
    } finally {
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (mention.onKey(event.key, choose, () => setCaret(-1))) {
      event.preventDefault()
      event.stopPropagation()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault()
      event.stopPropagation()
      onCancel()
    }
  }
  const follow = () => setCaret(area.current?.selectionStart ?? -1)
  return (
    <div className={classes.editor}>
      <textarea
        ref={area}
        className={classes.area}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={mention.people.length > 0 ? `${id}-people` : undefined}
        aria-activedescendant={mention.people.length > 0 ? `${id}-${mention.active}` : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        placeholder={t('record.notes.placeholder')}
        rows={again ? 2 : 3}
        maxLength={20_000}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setCaret(event.currentTarget.selectionStart)
        }}
        onClick={follow}
        onBlur={() => setCaret(-1)}
        onKeyDown={onKeyDown}
      />
      {mention.people.length > 0 && (
        <div
          role="listbox"
          id={`${id}-people`}
          aria-label={t('record.notes.mention')}
          className={classes.people}
        >
          {mention.people.map((person, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text box
            <div
              key={person.id}
              id={`${id}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === mention.active}
              className={cx(classes.person, place === mention.active && classes.activePerson)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
            >
              <Avatar name={person.name} />
              {person.name}
            </div>
          ))}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className={classes.error}>
          {error}
        </p>
      )}
      <div className={classes.bar}>
        <span className={classes.keys}>
          <KeyHint keys="Mod+Enter" />
        </span>
        {onCancel && (
          <Button size="sm" onClick={onCancel}>
            {t('record.cancel')}
          </Button>
        )}
        <Button
          size="sm"
          look="primary"
          busy={busy}
          reason={text.trim() ? null : t('record.notes.needed')}
          onClick={() => void save()}
        >
          {action}
        </Button>
      </div>
    </div>
  )
}

/** Who may be meant by what stands in front of the caret, and the keys that choose among them. */
function useMention(text: string, caret: number) {
  const t = useT('customers')
  const at = caret < 0 ? null : mentionAt(text, caret)
  const { data } = useQuery({ ...read('GET /colleagues'), enabled: at !== null })
  const [active, setActive] = useState(0)
  const typed = at?.typed.toLocaleLowerCase() ?? ''
  const words = (name: string) => name.toLocaleLowerCase().split(' ')
  const people = at
    ? (data?.items ?? [])
        .filter(
          ({ name }) =>
            name.toLocaleLowerCase().startsWith(typed) || words(name).some((w) => w.startsWith(typed)),
        )
        .slice(0, 6)
    : []
  const count = people.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question begins at the top
  useEffect(() => {
    setActive(0)
    if (count > 0) announce(t('record.notes.people', { count }))
  }, [typed, count, t])
  const onKey = (key: string, choose: (person: Person) => void, close: () => void): boolean => {
    if (count === 0) return false
    const person = people[active]
    if (key === 'ArrowDown') setActive((active + 1) % count)
    else if (key === 'ArrowUp') setActive((active - 1 + count) % count)
    else if ((key === 'Enter' || key === 'Tab') && person) choose(person)
    else if (key === 'Escape') close()
    else return false
    return true
  }
  return { at, people, active, onKey }
}
