import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button, IconButton } from '../button.tsx'
import { cx } from '../cx.ts'
import { IconPencil } from '../icons.ts'
import { late } from '../late.tsx'
import { useT } from '../words.ts'
import classes from './inline-field.module.css'
import { PlainEditor } from './plain-editor.tsx'
import { type SaveHow, useInlineEdit } from './use-inline-edit.ts'

const TagsEditor = late(() => import('./tags-editor.tsx'))

export type Choice = { value: string; label: string }

type Shared<Value> = {
  label: string
  value: Value
  /** How the value reads; plain text unless given. */
  show?: (value: Value) => ReactNode
  /**
   * Saves and resolves, or rejects: with `EditConflict` when somebody else saved meanwhile, else with an Error whose
   * message is shown under the field.
   */
  onSave: (value: Value, how: SaveHow<Value>) => Promise<void>
  /** Why it cannot be changed, or true when that needs no words. */
  readOnly?: string | boolean | null
  hint?: string
  /** What else can be done with the value; seen with the pencil. */
  tools?: ReactNode
}

export type InlineFieldProps =
  | ({ kind?: 'text' | 'email' | 'phone' | 'url' | 'multiline' | 'date' } & Shared<string | null>)
  | ({ kind: 'select'; choices: Choice[]; blank?: string } & Shared<string | null>)
  | ({ kind: 'tags'; suggest?: (typed: string) => Promise<string[]> } & Shared<string[]>)

/**
 * A value that is edited where it stands: double-click, or Enter or F2 on its pencil; Enter and leaving the field save,
 * Escape takes back. In several lines Ctrl/Cmd+Enter saves.
 */
export function InlineField(props: InlineFieldProps) {
  return props.kind === 'tags' ? <TagsField {...props} /> : <TextField {...props} />
}

const blankToNull = (text: string | null) => (text?.trim() ? text.trim() : null)

function TextField(props: Exclude<InlineFieldProps, { kind: 'tags' }>) {
  const choices = props.kind === 'select' ? props.choices : undefined
  const show = props.show ?? ((value) => choices?.find((choice) => choice.value === value)?.label ?? value)
  return (
    <InlineFrame
      {...props}
      show={show}
      same={(a, b) => blankToNull(a) === blankToNull(b)}
      empty={(value) => !value}
      editor={(edit) => (
        <PlainEditor
          kind={props.kind ?? 'text'}
          choices={choices}
          blank={props.kind === 'select' ? props.blank : undefined}
          {...edit}
          commit={(value) => edit.commit(value === undefined ? blankToNull(edit.draft) : blankToNull(value))}
        />
      )}
    />
  )
}

function TagsField(props: Extract<InlineFieldProps, { kind: 'tags' }>) {
  return (
    <InlineFrame
      {...props}
      show={props.show ?? ((tags) => tags.join(', '))}
      same={(a, b) => a.join('\n') === b.join('\n')}
      empty={(tags) => tags.length === 0}
      editor={(edit) => <TagsEditor {...edit} suggest={props.suggest} />}
    />
  )
}

export type EditorProps<Value> = {
  id: string
  label: string
  draft: Value
  error: string | null
  describedBy: string | undefined
  change: (value: Value) => void
  commit: (value?: Value) => void
  cancel: () => void
}

type FrameProps<Value> = Shared<Value> & {
  show: (value: Value) => ReactNode
  same: (a: Value, b: Value) => boolean
  empty: (value: Value) => boolean
  editor: (props: EditorProps<Value>) => ReactNode
}

/** The way of an InlineField around an editor of one's own. */
export function InlineFrame<Value>({
  label,
  value,
  show,
  same,
  empty,
  onSave,
  readOnly,
  hint,
  tools,
  editor,
}: FrameProps<Value>) {
  const t = useT('kit')
  const id = useId()
  const pencil = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLDivElement>(null)
  const edit = useInlineEdit({
    value,
    same,
    onSave,
    words: { saved: t('inline.saved', { label }), failed: t('inline.failed') },
  })
  const { state } = edit
  const before = useRef(state.is)
  // The editor disappears under the focus; it goes back to the pencil unless the reader has moved on.
  useEffect(() => {
    const was = before.current
    before.current = state.is
    if (
      was !== state.is &&
      (state.is === 'shown' || state.is === 'saving') &&
      document.activeElement === document.body
    ) {
      pencil.current?.focus()
    }
    if (state.is === 'conflict') field.current?.querySelector<HTMLElement>('[data-conflict] button')?.focus()
  }, [state.is])

  const seen = state.is === 'saving' ? state.draft : value
  const text = (given: Value) =>
    empty(given) ? <span className={classes.blank}>{t('inline.blank')}</span> : show(given)
  const help = hint || (state.is === 'editing' && state.error) ? `${id}-help` : undefined
  return (
    <div ref={field} className={cx(classes.field, !readOnly && classes.editable)}>
      <span id={`${id}-label`} className={classes.label}>
        {label}
      </span>
      <div className={classes.value}>
        {state.is === 'editing' ? (
          <>
            {editor({
              id,
              label,
              draft: state.draft,
              error: state.error,
              describedBy: help,
              change: edit.change,
              commit: edit.commit,
              cancel: edit.cancel,
            })}
            {help && (
              <span
                id={help}
                className={state.error ? classes.error : classes.hint}
                role={state.error ? 'alert' : undefined}
              >
                {state.error ?? hint}
              </span>
            )}
          </>
        ) : state.is === 'conflict' ? (
          <div data-conflict className={classes.conflict} role="alert">
            <strong>{t('inline.conflict')}</strong>
            <dl>
              <dt>{t('inline.yours')}</dt>
              <dd>{text(state.draft)}</dd>
              <dd>
                <Button size="sm" onClick={edit.keepMine}>
                  {t('inline.keepYours')}
                </Button>
              </dd>
              <dt>{t('inline.theirs')}</dt>
              <dd>{text(state.theirs)}</dd>
              <dd>
                <Button size="sm" onClick={edit.keepTheirs}>
                  {t('inline.keepTheirs')}
                </Button>
              </dd>
            </dl>
          </div>
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: double-click is the quick way, the pencil is the control
          <div
            className={classes.shown}
            title={typeof readOnly === 'string' ? readOnly : undefined}
            onDoubleClick={readOnly ? undefined : edit.begin}
          >
            <span className={classes.content} aria-busy={state.is === 'saving' || undefined}>
              {empty(seen) ? (
                readOnly ? (
                  <span className={classes.blank}>–</span>
                ) : (
                  <button type="button" tabIndex={-1} className={classes.add} onClick={edit.begin}>
                    {t('inline.empty')}
                  </button>
                )
              ) : (
                show(seen)
              )}
            </span>
            {state.is === 'saving' && <span className={classes.saving}>{t('inline.saving')}</span>}
            {!readOnly && (
              <IconButton
                ref={pencil}
                data-edit
                label={t('inline.edit', { label })}
                size="sm"
                className={classes.pencil}
                onClick={edit.begin}
                onKeyDown={(event) => {
                  if (event.key !== 'F2') return
                  event.preventDefault()
                  edit.begin()
                }}
              >
                <IconPencil size={14} stroke={1.75} aria-hidden />
              </IconButton>
            )}
            {tools && <span className={classes.tools}>{tools}</span>}
          </div>
        )}
      </div>
    </div>
  )
}
