import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { byModule, type WordFiles } from './by-module.ts'
import enFirst from './en.ts'
import nlFirst from './nl.ts'
import enPages from './pages-en.ts'
import nlPages from './pages-nl.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
type Bundles = Record<string, Record<string, string>>
const merged = (firstFiles: WordFiles, pageFiles: WordFiles): Bundles => {
  const first = byModule(firstFiles)
  const pages = byModule(pageFiles)
  return Object.fromEntries(
    [...new Set([...Object.keys(first), ...Object.keys(pages)])].map((name) => [
      name,
      { ...first[name], ...pages[name] },
    ]),
  )
}
const en = merged(enFirst, enPages)
const nl = merged(nlFirst, nlPages)

const bare = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

const keysOf = (words: Bundles) =>
  Object.entries(words).flatMap(([module, entries]) => Object.keys(entries).map((key) => `${module}:${key}`))

test('every word stands in both languages, and no word is blank', () => {
  expect(keysOf(nl).sort()).toEqual(keysOf(en).sort())
  const blank = [en, nl].flatMap((language) =>
    Object.values(language).flatMap((entries) => Object.entries(entries).filter(([, text]) => !text.trim())),
  )
  expect(blank).toEqual([])
})

test('both languages fill in the same values', () => {
  const slots = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((m) => m[1]).sort()
  const differing = Object.entries(en).flatMap(([module, entries]) =>
    Object.entries(entries)
      .filter(([key, text]) => String(slots(text)) !== String(slots(nl[module]?.[key] ?? '')))
      .map(([key]) => `${module}:${key}`),
  )
  expect(differing).toEqual([])
})

const known = new Set(keysOf(en).flatMap((key) => [key, bare(key)]))
const all = [...known]
const exists = (use: string) =>
  use.endsWith('*') ? all.some((key) => key.startsWith(use.slice(0, -1))) : known.has(use)

/**
 * Words that a file asks for and nobody has written: plain strings whole, template strings by their beginning.
 * A bare key belongs to the modules named by the file's `useT`, else to the module of its folder.
 */
function missingIn(file: string): string[] {
  const text = readFileSync(root + file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const [side, folder = ''] = file.split('/')
  const own = side === 'kit' ? 'kit' : folder in en ? folder : 'staff'
  const named = [...text.matchAll(/useT\('([\w-]+)'\)/g)].map((m) => m[1])
  const modules = named.length > 0 ? named : [own]
  const asked: string[] = []
  for (const [, quote, key = ''] of text.matchAll(/\bt\(\s*(['`])([^'`]+)['`]/g)) {
    asked.push(quote === '`' && key.includes('${') ? `${key.slice(0, key.indexOf('${'))}*` : key)
  }
  for (const [, a = '', b = ''] of text.matchAll(/\bt\([^()'`]*\? '([^']+)' : '([^']+)'/g)) asked.push(a, b)
  for (const [, key = ''] of text.matchAll(/(?:title|label|heading): '([a-z-]+:[^']+)'/g)) asked.push(key)
  return asked.filter(
    (key) => !(key.includes(':') ? exists(key) : modules.some((m) => exists(`${m}:${key}`))),
  )
}

test('every word that the code asks for exists', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.|locales/.test(file))
  expect(files.length).toBeGreaterThan(40)
  expect(files.flatMap((file) => missingIn(file).map((key) => `${file}: ${key}`))).toEqual([])
})
