import { expect, test } from 'vitest'
import { actionOf } from '#platform/http/action-names.ts'
import { modules, registry } from '#server/modules.ts'
import { sourcesUnder } from '#test/support/sources.ts'
import { modules as uiModules } from '../modules.ts'
import first from '../shared/words/en.ts'
import pages from '../shared/words/pages-en.ts'

const en: Record<string, string> = Object.assign(
  {},
  ...[first, pages].flatMap((files) => Object.values(files).map((file) => file.default)),
)

test('everything that the audit trail can tell has words', () => {
  const open = (key: string, permission: string) => permission === 'public' && key.startsWith('GET ')
  const ofRoutes = modules.flatMap((m) =>
    Object.entries(m.contract ?? {})
      .filter(([key, endpoint]) => endpoint.shows !== 'nobody' && !open(key, endpoint.permission))
      .map(([key, endpoint]) => actionOf(key as 'GET /x', endpoint)),
  )
  const ofVerbs = sourcesUnder('src').flatMap(({ path, text }) =>
    path.startsWith('src/ui/') || path.endsWith('.test.ts')
      ? []
      : [...text.matchAll(/\baction: '([a-z-]+(?:\.[a-z-]+)+)'/g)].map(([, action]) => action!),
  )
  expect(ofVerbs.length).toBeGreaterThan(8)
  const told = [...new Set([...ofRoutes, ...ofVerbs])]
  expect(told.filter((action) => !(`did.${action}` in en))).toEqual([])
})

test('every area, right and hidden field has words', () => {
  const { areas, rights, hideableFields } = registry
  const asked = [
    ...areas.map((area) => `area.${area}`),
    ...rights.map((right) => `right.${right}`),
    ...hideableFields.map((field) => `hidden.${field}`),
  ]
  expect(asked.length).toBeGreaterThan(20)
  expect(asked.filter((key) => !(key in en))).toEqual([])
})

test('every kind of record and every field of it that history shows has words', () => {
  const kinds = uiModules.flatMap((module) => module.historyKinds ?? [])
  expect([...registry.records.keys()].filter((kind) => !kinds.some((one) => one.kind === kind))).toEqual([])
  const asked = kinds.flatMap(({ kind, label, fields }) => [
    label.slice(label.indexOf(':') + 1),
    ...fields.map((field) => `field.${kind}.${field}`),
  ])
  expect(asked.filter((key) => !(key in en))).toEqual([])
})
