import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../../kit/button.tsx'
import { ErrorState } from '../../kit/feedback.tsx'
import { IconSearch } from '../../kit/icons.ts'
import { KeyHint } from '../../kit/key-hint.tsx'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { modules } from '../modules.ts'
import { isLanguage, switchLanguage } from '../shared/language.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'
import { meQuery } from '../shared/session.ts'
import { useShortcut } from '../shared/shortcuts.ts'
import { BottomBar, SideNav } from './navigation.tsx'
import { OfflineBanner } from './offline.tsx'
import classes from './shell.module.css'
import { UserMenu } from './user-menu.tsx'

const loadPalette = () => import('./palette.tsx')
const Palette = late(loadPalette)
const ShortcutSheet = late(() => import('./shortcut-sheet.tsx'))
const tools = modules
  .flatMap((module) => module.toolbar ?? [])
  .sort((a, b) => a.order - b.order)
  .map(({ id, load }) => ({ id, Tool: late(load) }))

/** The frame: navigation, top bar, the page, and what opens over it. */
export function Shell() {
  const t = useT('staff')
  const me = useQuery(meQuery)
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const first = useRef(pathname)
  useShortcut('Mod+K', t('shortcuts.palette'), () => setOpen('palette'))
  useShortcut('/', t('shortcuts.palette'), () => setOpen('palette'))
  useShortcut('?', t('shortcuts.help'), () => setOpen('shortcuts'))
  useNavKeys()

  // A new page takes the focus, as a page loaded from the server would.
  useEffect(() => {
    if (first.current === pathname) return
    first.current = pathname
    if (!main.current?.contains(document.activeElement)) main.current?.focus()
  }, [pathname])

  const language = me.data?.staff.language
  useEffect(() => {
    if (language && isLanguage(language) && language !== document.documentElement.lang)
      void switchLanguage(language)
  }, [language])

  const failed = me.error && !(me.error instanceof ApiProblem && me.error.status === 401)
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('nav.skip')}
      </a>
      <SideNav />
      <div className={classes.column}>
        <header className={classes.top}>
          <button
            type="button"
            className={classes.search}
            onClick={() => setOpen('palette')}
            onPointerEnter={() => void loadPalette()}
            onFocus={() => void loadPalette()}
          >
            <IconSearch size={15} stroke={1.75} aria-hidden />
            <span>{t('search.open')}</span>
            <KeyHint keys="Mod+K" />
          </button>
          <span className={classes.searchSmall}>
            <IconButton label={t('search.short')} onClick={() => setOpen('palette')}>
              <IconSearch size={18} stroke={1.75} aria-hidden />
            </IconButton>
          </span>
          <span className={classes.tools}>
            {me.data && tools.map(({ id, Tool }) => <Tool key={id} />)}
            <UserMenu onShortcuts={() => setOpen('shortcuts')} />
          </span>
        </header>
        <OfflineBanner />
        <main ref={main} id="main" tabIndex={-1} className={classes.main}>
          {failed ? (
            <ErrorState page title={t('problem.load')} onRetry={() => void me.refetch()}>
              {problemText(me.error, t)}
            </ErrorState>
          ) : (
            me.data && <Outlet />
          )}
        </main>
        <BottomBar />
      </div>

      {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={() => setOpen(null)} />}
    </div>
  )
}

const keyed = modules.flatMap((module) => module.nav ?? []).filter((entry) => entry.keys)

/** Navigation by letters; the list is fixed, so hooks in a loop keep their order. */
function useNavKeys() {
  const t = useT('staff')
  const navigate = useNavigate()
  for (const entry of keyed) {
    // biome-ignore lint/correctness/useHookAtTopLevel: the list never changes
    useShortcut(
      entry.keys ?? '',
      t('palette.goTo', { page: t(entry.label) }),
      () => void navigate({ to: entry.to }),
    )
  }
}
