import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsReference } from '#platform/settings.ts'
import { readSource, root } from '../support/sources.ts'

const operating = readSource('docs/operating.md').text

test('every setting is in the operating guide', () => {
  for (const { name } of settingsReference) expect(operating, name).toContain(`\`${name}\``)
})

test('every command is in the operating guide', () => {
  const verbs = readdirSync(join(root, 'src/server/commands'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.replace('.ts', ''))
  expect(verbs.length).toBeGreaterThan(5)
  for (const verb of verbs) expect(operating, verb).toMatch(new RegExp(`^\\| \`${verb}\\b`, 'm'))
})
