import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mendLinks, missingLinks } from './binaries.ts'

const base = mkdtempSync(join(tmpdir(), 'reg-bin-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

test('library links that npm did not make are made', () => {
  mkdirSync(join(base, 'native', 'lib'), { recursive: true })
  writeFileSync(join(base, 'native', 'lib', 'libpq.so.5.18'), '')
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
  ]
  writeFileSync(join(base, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  expect(missingLinks(base)).toEqual(links)
  expect(mendLinks(base, missingLinks(base), join(base, 'aside'))).toBeNull()
  expect(missingLinks(base)).toEqual([])
  expect(readlinkSync(join(base, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
})
