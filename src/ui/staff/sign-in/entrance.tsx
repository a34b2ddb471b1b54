import { Link } from '@tanstack/react-router'
import type { FormEvent, ReactNode } from 'react'
import { Notice } from '../../kit/feedback.tsx'
import { IconArrowLeft } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './entrance.module.css'
import { EntranceSettings } from './entrance-settings.tsx'

type EntranceProps = { title: string; lead?: ReactNode; wide?: boolean; back?: boolean; children: ReactNode }

/** The page around every form before sign-in. */
export function Entrance({ title, lead, wide, back, children }: EntranceProps) {
  const t = useT('sign-in')
  return (
    <div className={classes.page}>
      <header className={classes.brand}>
        <svg viewBox="0 0 32 32" aria-hidden>
          <rect width="32" height="32" rx="8" />
          <path d="M10 23V9h6.6c3 0 4.9 1.7 4.9 4.4 0 2-1 3.4-2.8 4L22.4 23" />
          <circle cx="15.6" cy="17.6" r="1.7" />
        </svg>
        <span>Regulars</span>
        <EntranceSettings />
      </header>
      <main className={wide ? classes.wide : classes.main}>
        <h1>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
        {back && (
          <Link to="/sign-in" className={classes.back}>
            <IconArrowLeft size={15} stroke={1.75} aria-hidden />
            {t('back')}
          </Link>
        )}
      </main>
      <footer className={classes.foot}>{t('tagline')}</footer>
    </div>
  )
}

type FormProps = { onSubmit: () => void; problem?: ReactNode; children: ReactNode }

/** A form whose whole-form problem stands above its fields. The browser's own bubbles are off: they are not translated. */
export function EntranceForm({ onSubmit, problem, children }: FormProps) {
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {problem && <Notice tone="danger">{problem}</Notice>}
      {children}
    </form>
  )
}
