import type { Ctx } from '#platform/context.ts'
import type { ColumnMeaning } from './columns.ts'
import type { CustomTarget } from './custom-target.ts'
import {
  type BeginningGroup,
  beginningGroups,
  type EventDeclaration,
  type EventListener,
  type ModuleDeclaration,
} from './define-module.ts'
import type { RecordHistory } from './record-history.ts'
import type { RecordKind } from './record-kind.ts'
import { byKind, withoutSort } from './sorts.ts'

/** All declarations of the house, asked by capabilities instead of knowing modules. */
export type Registry = {
  modules: readonly ModuleDeclaration[]
  event(name: string): EventDeclaration | undefined
  listeners(name: string): readonly EventListener[]
  /** Kinds of records that have a history. */
  records: ReadonlyMap<string, RecordHistory>
  /** Kinds of records that have a title. */
  kinds: ReadonlyMap<string, RecordKind>
  /** Main records that take custom fields. */
  targets: ReadonlyMap<string, CustomTarget>
  /** Every declared column: `[table, column, meaning]`. */
  columns(): [table: string, column: string, meaning: ColumnMeaning][]
  areas: readonly string[]
  /** The levels that the security groups of a new workspace begin with, by group and area. */
  beginningLevels: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Areas that a workspace has of its own. */
  ownAreas(ctx: Ctx): Promise<string[]>
  rights: readonly string[]
  hideableFields: readonly string[]
}

export function makeRegistry(modules: readonly ModuleDeclaration[]): Registry {
  const events = new Map(modules.flatMap((m) => Object.entries(m.events)))
  const listeners = new Map<string, EventListener[]>()
  for (const [name, listener] of modules.flatMap((m) => Object.entries(m.on ?? {}))) {
    listeners.set(name, [...(listeners.get(name) ?? []), listener])
  }
  return {
    modules,
    event: (name) => events.get(withoutSort(name)),
    listeners: (name) => listeners.get(withoutSort(name)) ?? [],
    records: byKind(modules.flatMap((m) => Object.entries(m.history ?? {}))),
    kinds: byKind(modules.flatMap((m) => Object.entries(m.records ?? {}))),
    targets: new Map(modules.flatMap((m) => Object.entries(m.customFields ?? {}))),
    columns: () =>
      modules.flatMap((m) =>
        Object.entries(m.tables).flatMap(([table, columns]) =>
          Object.entries(columns as Record<string, ColumnMeaning>).map(
            ([column, meaning]): [string, string, ColumnMeaning] => [table, column, meaning],
          ),
        ),
      ),
    areas: modules.flatMap((m) => [
      ...(m.permissions?.area ? [m.permissions.area] : []),
      ...(m.permissions?.moreAreas ?? []),
    ]),
    ownAreas: async (ctx) =>
      (await Promise.all(modules.map((m) => m.permissions?.ownAreas?.(ctx) ?? []))).flat(),
    beginningLevels: Object.fromEntries(beginningGroups.map((group) => [group, levelsOf(modules, group)])),
    rights: modules.flatMap((m) => m.permissions?.rights ?? []),
    hideableFields: modules.flatMap((m) => m.hideableFields ?? []),
  }
}

const levelsOf = (modules: readonly ModuleDeclaration[], group: BeginningGroup): Record<string, string> =>
  Object.fromEntries(
    modules.flatMap((m) =>
      Object.entries(m.permissions?.beginWith ?? {}).flatMap(([area, levels]) => {
        const level = levels[group]
        return level ? [[area, level] as const] : []
      }),
    ),
  )
