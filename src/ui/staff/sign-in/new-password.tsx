import { PasswordInput } from '@mantine/core'
import { useId } from 'react'
import { useT } from '../../kit/words.ts'
import classes from './entrance.module.css'
import { strengthOf } from './strength.ts'

type NewPasswordProps = {
  label: string
  value: string
  onChange: (value: string) => void
  about: string[]
  error?: string
}

/** A field for a new password with advice while one types. */
export function NewPassword({ label, value, onChange, about, error }: NewPasswordProps) {
  const t = useT('sign-in')
  const help = useId()
  const { level, word, missing } = strengthOf(value, about)
  return (
    <div>
      <PasswordInput
        label={label}
        required
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        aria-describedby={help}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
      />
      <div className={classes.strength} id={help}>
        <div className={classes.steps} role="img" aria-label={`${t('strength.label')}: ${level} / 3`}>
          {[1, 2, 3].map((step) => (
            <span key={step} className={classes.step} data-on={step <= level ? level : undefined} />
          ))}
        </div>
        <span>{t(`strength.${word}`, { count: missing })}</span>
      </div>
    </div>
  )
}
