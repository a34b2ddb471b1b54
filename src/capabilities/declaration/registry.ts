import type { ColumnMeaning } from './columns.ts'
import type { EventDeclaration, EventListener, ModuleDeclaration } from './define-module.ts'
import type { RecordHistory } from './record-history.ts'
import type { RecordKind } from './record-kind.ts'

/** All declarations of the house, asked by capabilities instead of knowing modules. */
export type Registry = {
  modules: readonly ModuleDeclaration[]
  event(name: string): EventDeclaration | undefined
  listeners(name: string): readonly EventListener[]
  /** Kinds of records that have a history. */
  records: ReadonlyMap<string, RecordHistory>
  /** Kinds of records that have a title. */
  kinds: ReadonlyMap<string, RecordKind>
  /** Every declared column: `[table, column, meaning]`. */
  columns(): [table: string, column: string, meaning: ColumnMeaning][]
  areas: readonly string[]
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
    event: (name) => events.get(name),
    listeners: (name) => listeners.get(name) ?? [],
    records: new Map(modules.flatMap((m) => Object.entries(m.history ?? {}))),
    kinds: new Map(modules.flatMap((m) => Object.entries(m.records ?? {}))),
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
    rights: modules.flatMap((m) => m.permissions?.rights ?? []),
    hideableFields: modules.flatMap((m) => m.hideableFields ?? []),
  }
}
