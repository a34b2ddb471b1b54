import { type DragEvent, useRef, useState } from 'react'
import { Avatar } from '../../../kit/avatar.tsx'
import { cx } from '../../../kit/cx.ts'
import { IconCamera, IconTrash, IconUpload } from '../../../kit/icons.ts'
import { type MenuEntry, PopupMenu } from '../../../kit/menu.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { type Written, write } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { sayDone } from '../../shared/undo.ts'
import { refusalOf } from './abilities.ts'
import classes from './photo.module.css'
import { photoFault, photoTypes, uploadPhoto } from './photo-upload.ts'
import { showRecord } from './save.ts'
import { isHidden } from './use-field.tsx'

/** The face of a customer: press it to choose a picture, drop one on it, or take it away. */
export function Photo({ customer }: { customer: Customer }) {
  const t = useT('customers')
  const face = (
    <Avatar
      name={customer.name}
      photo={isHidden(customer, 'photo_url') ? null : customer.photo_url}
      square={customer.kind === 'organisation'}
      size="lg"
    />
  )
  const fixed = isHidden(customer, 'photo_url') || refusalOf(customer, 'edit', t) !== null
  return fixed ? (
    <span className={classes.fixed}>{face}</span>
  ) : (
    <PhotoButton customer={customer}>{face}</PhotoButton>
  )
}

function PhotoButton({ customer, children }: { customer: Customer; children: React.ReactNode }) {
  const t = useT('customers')
  const button = useRef<HTMLButtonElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [over, setOver] = useState(false)
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null)
  const busy = share !== null

  // The bytes of a photo that was replaced or removed are not kept, so only a first one can be taken back.
  const isFirst = !customer.photo_url
  const attempt = async (
    work: () => Promise<Written<'PUT /customers/:id/photo'> | Written<'DELETE /customers/:id/photo'>>,
    done: string,
  ) => {
    setShare(0)
    try {
      const { answer, operation } = await work()
      await showRecord(answer)
      sayDone({ text: t(done), operation: isFirst ? operation : null, t })
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
    } finally {
      setShare(null)
    }
  }
  const take = (file: File | undefined) => {
    if (!file || busy) return
    const fault = photoFault(file)
    if (fault) toast({ tone: 'danger', text: t(`error.${fault}`) })
    else void attempt(() => uploadPhoto(customer.id, file, setShare), 'record.photo.done')
  }
  const remove = () =>
    void attempt(
      () => write('DELETE /customers/:id/photo', { params: { id: customer.id } }),
      'record.photo.removed',
    )
  const entries: MenuEntry[] = [
    {
      id: 'choose',
      label: t('record.photo.choose'),
      icon: <IconUpload size={16} stroke={1.75} aria-hidden />,
      onSelect: () => input.current?.click(),
    },
    {
      id: 'remove',
      label: t('record.photo.remove'),
      icon: <IconTrash size={16} stroke={1.75} aria-hidden />,
      danger: true,
      onSelect: remove,
    },
  ]
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={cx(classes.button, over && classes.over)}
        aria-label={t(customer.photo_url ? 'record.photo.change' : 'record.photo.add')}
        aria-haspopup={customer.photo_url ? 'menu' : undefined}
        aria-busy={busy || undefined}
        title={t('record.photo.hint')}
        onClick={() => {
          if (busy) return
          if (customer.photo_url) setMenuAt(button.current?.getBoundingClientRect() ?? null)
          else input.current?.click()
        }}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {children}
        <span className={classes.veil} aria-hidden>
          {busy ? `${Math.round((share ?? 0) * 100)} %` : <IconCamera size={18} stroke={1.75} />}
        </span>
        {busy && (
          <span
            role="progressbar"
            aria-label={t('record.photo.progress')}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round((share ?? 0) * 100)}
          />
        )}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={photoTypes.join(',')}
        aria-label={t('record.photo.choose')}
        onChange={(event) => {
          take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {menuAt && (
        <PopupMenu
          anchor={menuAt}
          label={t('record.photo.change')}
          entries={entries}
          onClose={() => {
            setMenuAt(null)
            button.current?.focus()
          }}
        />
      )}
    </>
  )
}
