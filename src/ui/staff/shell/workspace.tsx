import { IconChevronDown } from '../../kit/icons.ts'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { forgetEverything, useMeIfKnown } from '../shared/session.ts'
import classes from './workspace.module.css'

const Mark = () => (
  <svg className={classes.mark} viewBox="0 0 32 32" aria-hidden>
    <rect width="32" height="32" rx="8" />
    <path d="M10 23V9h6.6c3 0 4.9 1.7 4.9 4.4 0 2-1 3.4-2.8 4L22.4 23" />
    <circle cx="15.6" cy="17.6" r="1.7" />
  </svg>
)

/** The workspace at the head of the navigation; with several it is the way to another. */
export function WorkspaceName({ small }: { small: boolean }) {
  const t = useT('staff')
  const me = useMeIfKnown()
  const others = (me?.workspaces.length ?? 0) > 1
  const goTo = async (id: string) => {
    await call('PUT /me/workspace', { body: { workspace_id: id } })
    forgetEverything()
    location.assign('/')
  }
  return (
    <div className={classes.head}>
      <Mark />
      {!small && <span className={classes.name}>{me?.workspace.name ?? ''}</span>}
      {!small && me && others && (
        <MenuButton
          label={t('user.workspace')}
          size="sm"
          icon={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          entries={() =>
            me.workspaces.map(({ id, name }) => ({
              id,
              label: name,
              checked: id === me.workspace.id,
              onSelect: () => void goTo(id),
            }))
          }
        />
      )}
    </div>
  )
}
