import type { ComponentType, ReactNode } from 'react'
import type { Formats } from '../../kit/format.ts'
import type { MenuEntry } from '../../kit/menu.tsx'
import type { Translate } from '../../kit/words.ts'
import type { Result } from './api.ts'
import type { ParsedQuery } from './query-string.ts'

export type Customer = Result<'GET /customers/:id'>

/** What a module's functions may use without knowing the frame. Words are `module:key`. */
export type Tools = {
  t: Translate
  can: (permission: string) => boolean
  go: (to: string) => void
}

export type NavEntry = {
  to: string
  /** Word, `customers:nav`. */
  label: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  permission?: string
  /** Small numbers stand higher; `settings` entries stand apart at the bottom. */
  order: number
  group?: 'main' | 'settings'
  /** Keys that lead there, `g c`. */
  keys?: string
}

/** A page of the settings; the module names it among its `pages` too, as `/settings/<id>` within a `SectionFrame`. */
export type SettingsEntry = {
  /** The last part of its address. */
  id: string
  /** Words, `custom-fields:title`: what it is called, and in one sentence what it is for. */
  title: string
  hint: string
  permission?: string
  /** The settings' own are 10, 20, …; small numbers stand higher. */
  order: number
}

type Loaded<Props = object> = () => Promise<{ default: ComponentType<Props> }>

export type UiPage = {
  /** TanStack Router path: `/customers/$id`. */
  path: string
  /** Word for the document title and the announcement; a page with a better one calls `usePageTitle`. */
  title: string
  permission?: string
  /** Begun while code and session are still on their way; must not throw. */
  prefetch?: (where: { params: Record<string, string>; search: ParsedQuery }) => void
  /** `bare` pages stand outside the frame and need nobody signed in. */
  frame?: 'app' | 'bare'
} & ({ load: Loaded } | { component: ComponentType })

export type PaletteItem = {
  id: string
  label: string
  detail?: string
  icon?: ReactNode
  trailing?: ReactNode
  keys?: string
  /** Further words under which a command is found. */
  also?: string
  to?: string
  run?: () => void
  /** Stands above it instead of the heading of its provider; those with the same one follow each other. */
  heading?: string
}

export type SearchProvider = {
  /** Word above the results. */
  heading: string
  permission?: string
  find: (text: string, signal: AbortSignal, tools: Tools) => Promise<PaletteItem[]>
}

export type CustomerPanel = {
  id: string
  label: string
  order: number
  permission?: string
  applies?: (customer: Customer) => boolean
  load: Loaded<{ customer: Customer }>
}

/** A tab that there is because of what the workspace has: `name` is what it is called, not a word. */
export type OwnTab = {
  id: string
  name: string
  order: number
  load: Loaded<{ customer: Customer; tab: string }>
}

/** How the timeline shows the events of a module. */
export type TimelineKind = {
  /** The event's name before the dot. */
  kind: string
  /** Word for the filter. */
  label: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  permission?: string
  /** The tab that shows the subjects of these events. */
  tab?: string
}

/** How a value of the history reads, where it is not simply a text. */
export type ShowValue = (value: never, t: Translate, f: Formats) => ReactNode

/**
 * How the history shows a kind of record. The module's words name its fields: `field.<kind>.<field>`.
 */
export type HistoryKind = {
  kind: string
  /** Word for one such record. */
  label: string
  /** Fields in the order in which they are offered; what else is kept with a deleted record says nothing to a reader. */
  fields: readonly string[]
  /** The right to set a field back. */
  permission: string
  /** The tab that shows such records; the customer itself has none. */
  tab?: string
  /** The field that says which record is meant, for one that is gone. */
  textField?: string
  /** Taken back as a whole, not field by field. */
  whole?: true
  /** By field. */
  values?: () => Promise<{ default: Readonly<Record<string, ShowValue>> }>
}

/** One module's part of the staff app. `name` is its folder, and its words are in `locales/` there. */
export type UiModule = {
  name: string
  nav?: NavEntry[]
  pages?: UiPage[]
  settings?: SettingsEntry[]
  commands?: (tools: Tools) => PaletteItem[]
  search?: SearchProvider[]
  /** Stands in the top bar, such as the bell. */
  toolbar?: { id: string; order: number; load: Loaded }[]
  /** Tabs of the record page. */
  customerTabs?: CustomerPanel[]
  /** A hook: further tabs of the record page that this customer has. Of one `load` the component is made once. */
  useCustomerTabs?: (customer: Customer) => readonly OwnTab[]
  /** Key figures at the top of the record page; one with the id of a tab leads there. */
  customerFigures?: CustomerPanel[]
  timelineKinds?: TimelineKind[]
  historyKinds?: HistoryKind[]
  /** Blocks beside or above the tabs of the record page. */
  customerPanels?: CustomerPanel[]
  /** Entries of the record's Actions menu. */
  customerActions?: (customer: Customer, tools: Tools) => MenuEntry[]
}
