import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Notice } from '../../../kit/feedback.tsx'
import { KeyHint } from '../../../kit/key-hint.tsx'
import { useT } from '../../../kit/words.ts'
import { problemText } from '../../shared/problem.ts'
import { useMe } from '../../shared/session.ts'
import { useShortcut } from '../../shared/shortcuts.ts'
import { BackLink } from '../record/header.tsx'
import classes from './add.module.css'
import { enteredIn } from './draft.ts'
import { KindSwitch } from './form-parts.tsx'
import { Matches } from './matches.tsx'
import { AddressSection, ContactSection, CustomSection, MoreSection, WhoSection } from './sections.tsx'
import { useNewCustomer } from './use-new-customer.ts'

/** Fields hidden by a security group, by the names that forms use. */
const hiddenAs: Record<string, string> = {
  emails: 'email',
  phones: 'phone',
  addresses: 'address',
}

/** A new customer. It starts as a search: while one types, those who may be meant appear beside the form. */
export default function AddPage() {
  const t = useT('customers')
  const me = useMe()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const { draft, round, busy, problem, errors, set, save, use } = useNewCustomer()
  const hides = (field: string) => me.hidden_fields.includes(`customers.${hiddenAs[field] ?? field}`)
  const entered = useMemo(() => enteredIn(draft), [draft])
  useShortcut('Mod+Enter', t('add.save'), () => void save('save'))
  useShortcut('Mod+Shift+Enter', t('add.saveAndNew'), () => void save('again'))

  // What is wrong comes into sight, and the hands can go on typing there.
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void save(event.shiftKey ? 'again' : 'save')
  }
  const parts = { draft, errors, set, hides }
  const unplaced = problem !== null && Object.keys(errors).length === 0
  return (
    <form
      key={round}
      ref={form}
      className={classes.page}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void save('save')
      }}
    >
      <div className={classes.scroll}>
        <div className={classes.content}>
          <BackLink />
          <header className={classes.head}>
            <h1>{t('add.title')}</h1>
            <KindSwitch draft={draft} set={set} />
          </header>
          {problem !== null && (
            <Notice tone="danger" title={unplaced ? undefined : t('add.refused')}>
              {unplaced ? problemText(problem, t) : t('add.refusedHint')}
            </Notice>
          )}
          <div className={classes.layout}>
            <div className={classes.who}>
              <WhoSection {...parts} />
            </div>
            <Matches entered={entered} onUse={use} />
            <div className={classes.rest}>
              <ContactSection {...parts} />
              <AddressSection {...parts} />
              <MoreSection {...parts} />
              <CustomSection {...parts} />
            </div>
          </div>
        </div>
      </div>
      <footer className={classes.bar}>
        <div className={classes.buttons}>
          <span className={classes.required}>{t('add.required')}</span>
          <span className={classes.keys}>
            <KeyHint keys="Mod+Enter" />
          </span>
          <Button onClick={() => void navigate({ to: '/customers' })}>{t('record.cancel')}</Button>
          <Button busy={busy === 'again'} onClick={() => void save('again')}>
            {t('add.saveAndNew')}
          </Button>
          <Button type="submit" look="primary" busy={busy === 'save'}>
            {t('add.save')}
          </Button>
        </div>
      </footer>
    </form>
  )
}
