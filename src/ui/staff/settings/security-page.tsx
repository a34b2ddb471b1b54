import { useT } from '../../kit/words.ts'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
import { SectionFrame } from './section-frame.tsx'
import { SessionList } from './session-list.tsx'
import classes from './settings.module.css'

export default function SecurityPage() {
  const t = useT('settings')
  return (
    <SectionFrame id="security">
      <PasswordForm />
      <section className={classes.block}>
        <h2>{t('factor.title')}</h2>
        <SecondFactor />
      </section>
      <section className={classes.block}>
        <h2>{t('sessions.title')}</h2>
        <SessionList />
      </section>
    </SectionFrame>
  )
}
