import { modules } from '../modules.ts'
import type { SettingsEntry } from '../shared/ui-module.ts'

const all: readonly SettingsEntry[] = modules
  .flatMap(({ settings }) => settings ?? [])
  .sort((a, b) => a.order - b.order)

/** All pages of the settings, whichever module they belong to, that the reader may open. */
export const sectionsFor = (can: (permission: string) => boolean): SettingsEntry[] =>
  all.filter(({ permission }) => !permission || can(permission))
