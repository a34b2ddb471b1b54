import { expect, test } from 'vitest'
import { actionOf } from '#platform/http/action-names.ts'
import { modules } from '#server/modules.ts'
import { sourcesUnder } from '#test/support/sources.ts'
import en from './locales/pages.en.ts'

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
