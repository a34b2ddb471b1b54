import { useEffect, useRef, useState } from 'react'
import { Avatar } from '../../../kit/avatar.tsx'
import { IconButton } from '../../../kit/button.tsx'
import { cx } from '../../../kit/cx.ts'
import { useFormats } from '../../../kit/format.ts'
import { IconKey, IconPencil, IconPin, IconPinnedOff, IconTrash, IconUpload } from '../../../kit/icons.ts'
import { MenuButton } from '../../../kit/menu.tsx'
import { toast } from '../../../kit/toast.tsx'
import { type Translate, useT } from '../../../kit/words.ts'
import { write } from '../../shared/api.ts'
import { ApiProblem, problemText } from '../../shared/problem.ts'
import { sayDone } from '../../shared/undo.ts'
import { partsOf } from './mentions.ts'
import { NoteEditor } from './note-editor.tsx'
import classes from './notes.module.css'
import { type Note, refreshNotes, showNote } from './use-notes.ts'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

export const NoteBody = ({ body }: { body: string }) => (
  <p className={classes.body}>
    {partsOf(body).map(({ text, mention }, place) =>
      mention ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are known by their place
        <span key={place} className={classes.mention}>
          {text}
        </span>
      ) : (
        text
      ),
    )}
  </p>
)

async function togglePin(note: Note, t: Translate) {
  try {
    const { id, version, pinned } = note
    const body = { pinned: !pinned }
    const { answer, operation } = await write('PATCH /notes/:id', { params: { id }, ifMatch: version, body })
    showNote(answer)
    sayDone({ text: t(pinned ? 'record.notes.unpinned' : 'record.notes.pinnedDone'), operation, t })
  } catch (problem) {
    toast({ tone: 'danger', text: problemText(problem, t) })
  }
  await refreshNotes()
}

async function remove(note: Note, t: Translate) {
  try {
    const { operation } = await write('DELETE /notes/:id', { params: { id: note.id } })
    sayDone({ text: t('record.notes.deleted'), operation, t })
  } catch (problem) {
    toast({ tone: 'danger', text: problemText(problem, t) })
  }
  await refreshNotes()
}

/** One note: who wrote it or where it came from, when, and what can be done with it. `marked` was linked to. */
export function NoteCard({ note, writable, marked }: { note: Note; writable: boolean; marked: boolean }) {
  const t = useT('customers')
  const f = useFormats()
  const [editing, setEditing] = useState(false)
  const [clash, setClash] = useState(false)
  const seen = useRef(note)
  const card = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (marked) card.current?.scrollIntoView({ block: 'center' })
  }, [marked])
  const name = note.author.name
  const edited = note.updated_at !== note.created_at
  const save = async (body: string): Promise<void> => {
    const { id } = note
    try {
      const { version } = seen.current
      const { answer, operation } = await write('PATCH /notes/:id', {
        params: { id },
        ifMatch: version,
        body: { body },
      })
      showNote(answer)
      sayDone({ text: t('record.notes.saved'), operation, t })
    } catch (problem) {
      if (!(problem instanceof ApiProblem && problem.code === 'version.stale')) throw problem
      const current = problem.params['current'] as Note
      const textChanged = current.body !== seen.current.body
      seen.current = current
      showNote(current)
      // Only pinned or unpinned meanwhile: that is no reason to ask.
      if (!textChanged) return save(body)
      // Theirs is shown above then, and what was typed stays in the box.
      setClash(true)
      throw problem
    }
    setEditing(false)
    await refreshNotes()
  }
  return (
    <li ref={card} className={cx(classes.note, note.pinned && classes.pinned, marked && classes.marked)}>
      <span className={classes.face}>
        {note.origin === 'staff' ? (
          <Avatar name={name} size="md" />
        ) : (
          <span className={classes.machine}>
            {note.origin === 'import' ? <IconUpload {...icon} /> : <IconKey {...icon} />}
          </span>
        )}
      </span>
      <div className={classes.content}>
        <div className={classes.head}>
          <strong>{note.origin === 'staff' ? name : t(`record.notes.from.${note.origin}`, { name })}</strong>
          <time dateTime={note.created_at} title={f.dateTime(note.created_at)}>
            {f.relative(note.created_at)}
          </time>
          {edited && <span title={f.dateTime(note.updated_at)}>{t('record.notes.edited')}</span>}
          {note.pinned && (
            <span className={classes.pin}>
              <IconPin size={14} stroke={1.75} aria-hidden />
              {t('record.notes.pinned')}
            </span>
          )}
        </div>
        {(!editing || clash) && <NoteBody body={note.body} />}
        {editing && (
          <NoteEditor
            label={t('record.notes.edit')}
            body={seen.current.body}
            action={t('record.save')}
            onSave={save}
            onCancel={() => setEditing(false)}
          />
        )}
      </div>
      {writable && !editing && (
        <span className={classes.tools}>
          <IconButton
            size="sm"
            label={t(note.pinned ? 'record.notes.unpin' : 'record.notes.pin')}
            onClick={() => void togglePin(note, t)}
          >
            {note.pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
          </IconButton>
          <MenuButton
            size="sm"
            label={t('record.notes.menu', { name })}
            entries={() => [
              {
                id: 'edit',
                label: t('record.notes.editAction'),
                icon: <IconPencil {...icon} />,
                onSelect: () => {
                  seen.current = note
                  setClash(false)
                  setEditing(true)
                },
              },
              {
                id: 'delete',
                label: t('record.notes.deleteAction'),
                icon: <IconTrash {...icon} />,
                danger: true,
                onSelect: () => void remove(note, t),
              },
            ]}
          />
        </span>
      )}
    </li>
  )
}
