import { createElement, useEffect, useMemo, useRef, useState } from 'react'
import { modules } from '../modules.ts'
import type { Recent } from '../shared/recent.ts'
import type { PaletteItem, Tools } from '../shared/ui-module.ts'
import { useNavEntries } from './navigation.tsx'

export type Group = { heading: string; items: PaletteItem[] }

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Every typed word must begin a word of the command. */
export function matchesCommand(item: PaletteItem, text: string): boolean {
  const words = fold(`${item.label} ${item.also ?? ''}`).split(/[\s/-]+/)
  return fold(text)
    .trim()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)))
}

/** What was found, under the heading of each. */
function grouped(items: readonly PaletteItem[], common: string): Group[] {
  const groups = new Map<string, PaletteItem[]>()
  for (const item of items) {
    const heading = item.heading ?? common
    groups.set(heading, [...(groups.get(heading) ?? []), item])
  }
  return [...groups].map(([heading, group]) => ({ heading, items: group }))
}

const providers = modules.flatMap((module) => module.search ?? [])

/**
 * What the palette shows for a text. Answers keep standing while the next ones are on their way, so nothing flickers;
 * a request that was overtaken is dropped.
 */
export function usePaletteResults(text: string, recent: readonly Recent[], tools: Tools) {
  const { t, can } = tools
  const nav = useNavEntries()
  const [found, setFound] = useState<Group[]>([])
  const [state, setState] = useState<'idle' | 'searching' | 'failed'>('idle')
  const latest = useRef(tools)
  latest.current = tools
  const wanted = text.trim()

  useEffect(() => {
    if (wanted === '') {
      setFound([])
      setState('idle')
      return
    }
    const cancel = new AbortController()
    setState('searching')
    const timer = setTimeout(async () => {
      const asked = providers.filter((p) => !p.permission || latest.current.can(p.permission))
      const answers = await Promise.allSettled(
        asked.map((p) => p.find(wanted, cancel.signal, latest.current)),
      )
      if (cancel.signal.aborted) return
      setFound(
        answers.flatMap((answer, i) =>
          answer.status === 'fulfilled'
            ? grouped(answer.value, latest.current.t(asked[i]?.heading ?? ''))
            : [],
        ),
      )
      setState(answers.some((answer) => answer.status === 'rejected') ? 'failed' : 'idle')
    }, 60)
    return () => {
      clearTimeout(timer)
      cancel.abort()
    }
  }, [wanted])

  const commands = useMemo<PaletteItem[]>(
    () => [
      ...[...nav.main, ...nav.settings].map((entry) => ({
        id: `go ${entry.to}`,
        label: t('palette.goTo', { page: t(entry.label) }),
        icon: createElement(entry.icon, { size: 16, stroke: 1.75 }),
        keys: entry.keys,
        to: entry.to,
      })),
      ...modules.flatMap((module) => module.commands?.({ t, can, go: latest.current.go }) ?? []),
      ...modules
        .flatMap(({ settings = [] }) => settings)
        .filter(({ permission }) => !permission || can(permission))
        .map(({ id, title }) => ({
          id: `settings-${id}`,
          label: `${t('settings:nav')}: ${t(title)}`,
          to: `/settings/${id}`,
        })),
    ],
    [nav.main, nav.settings, t, can],
  )

  const groups: Group[] = []
  if (wanted === '') {
    if (recent.length > 0)
      groups.push({ heading: t('palette.recent'), items: recent.map((r) => ({ id: r.to, ...r })) })
    groups.push({ heading: t('palette.commands'), items: commands })
  } else {
    groups.push(...found)
    const fitting = commands.filter((command) => matchesCommand(command, wanted))
    if (fitting.length > 0) groups.push({ heading: t('palette.commands'), items: fitting })
  }
  return { groups, searching: state === 'searching', failed: state === 'failed' }
}
