import { useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { Button } from '../../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/feedback.tsx'
import { IconNote } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import { write as send } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { sayDone } from '../../shared/undo.ts'
import { NoteCard } from './note-card.tsx'
import { NoteEditor } from './note-editor.tsx'
import classes from './notes.module.css'
import { refreshNotes, useNotes } from './use-notes.ts'
import { useWish } from './wish.ts'

/** What staff and former systems noted about the customer; never shown in the portal. */
export default function NotesTab({ customer }: { customer: Customer }) {
  const t = useT('customers')
  const box = useRef<HTMLElement>(null)
  const writable = customer.abilities['add_note']?.allowed ?? false
  const { subject } = useSearch({ strict: false }) as { subject?: string }
  useWish('note', () => box.current?.querySelector('textarea')?.focus())
  const write = async (body: string) => {
    const params = { id: customer.id }
    const { operation } = await send('POST /customers/:id/notes', { params, body: { body } })
    sayDone({ text: t('record.notes.added'), operation, t })
    await refreshNotes()
  }
  return (
    <section ref={box} className={classes.notes} aria-label={t('record.tab.notes')}>
      {writable && (
        <NoteEditor label={t('record.notes.write')} action={t('record.notes.add')} onSave={write} again />
      )}
      <NoteList customer={customer} writable={writable} subject={subject} />
    </section>
  )
}

function NoteList({
  customer,
  writable,
  subject,
}: {
  customer: Customer
  writable: boolean
  subject: string | undefined
}) {
  const t = useT('customers')
  const { notes, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useNotes(customer.id)
  if (error && !notes)
    return (
      <ErrorState small title={t('record.notes.failed')} onRetry={() => void refetch()}>
        {problemText(error, t)}
      </ErrorState>
    )
  if (!notes) return <Skeleton lines={[30, 90, 75, 30, 80]} height={14} />
  if (notes.length === 0)
    return (
      <EmptyState icon={<IconNote size={20} stroke={1.75} aria-hidden />} title={t('record.notes.none')}>
        {t('record.notes.noneHint')}
      </EmptyState>
    )
  return (
    <>
      <ul className={classes.list}>
        {notes.map((note) => (
          <NoteCard key={note.id} note={note} writable={writable} marked={note.id === subject} />
        ))}
      </ul>
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('record.more')}
        </Button>
      )}
    </>
  )
}
