import { useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Avatar } from '../../kit/avatar.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconHelp, IconLogout } from '../../kit/icons.ts'
import type { MenuEntry } from '../../kit/menu.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { toast } from '../../kit/toast.tsx'
import { useLanguage, useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { type Language, languages, switchLanguage } from '../shared/language.ts'
import { problemText } from '../shared/problem.ts'
import { queryClient } from '../shared/queries.ts'
import { forgetEverything, meQuery, useMeIfKnown } from '../shared/session.ts'

const schemes = [
  ['auto', 'user.system'],
  ['light', 'user.light'],
  ['dark', 'user.dark'],
] as const

/** Language, appearance, shortcuts and the way out. */
export function UserMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const t = useT('staff')
  const f = useFormats()
  const me = useMeIfKnown()
  const language = useLanguage()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  if (!me) return null

  const choose = async (next: Language) => {
    await switchLanguage(next)
    try {
      queryClient.setQueryData(meQuery.queryKey, await call('PATCH /me', { body: { language: next } }))
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
  }
  const signOut = async () => {
    try {
      await call('DELETE /session')
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
      return
    }
    await navigate({ to: '/sign-in', search: {} })
    forgetEverything()
    toast({ text: t('user.signedOut') })
  }
  const entries = (): MenuEntry[] => [
    { id: 'who', heading: me.staff.email },
    { id: 'scheme', heading: t('user.scheme') },
    ...schemes.map(([id, word]) => ({
      id,
      label: t(word),
      checked: colorScheme === id,
      onSelect: () => setColorScheme(id),
    })),
    { id: 'language', heading: t('user.language') },
    ...languages.map((id) => ({
      id: `language-${id}`,
      label: f.language(id),
      checked: id === language,
      onSelect: () => void choose(id),
    })),
    { id: 'line', divider: true },
    {
      id: 'keys',
      label: t('user.shortcuts'),
      icon: <IconHelp size={16} stroke={1.75} aria-hidden />,
      keys: '?',
      onSelect: onShortcuts,
    },
    {
      id: 'out',
      label: t('user.signOut'),
      icon: <IconLogout size={16} stroke={1.75} aria-hidden />,
      onSelect: () => void signOut(),
    },
  ]
  return (
    <MenuButton
      label={t('user.menu', { name: me.staff.name })}
      entries={entries}
      icon={<Avatar name={me.staff.name} />}
    />
  )
}
