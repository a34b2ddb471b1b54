import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { modules } from '#server/modules.ts'
import { readSource, root, type Source, sourcesUnder } from '../support/sources.ts'

const sources = sourcesUnder('src')

/** What a file imports from the house itself, as paths from the root. */
function importsOf({ path, text }: Source): string[] {
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)
  return [...found].flatMap(([, name]) => {
    if (name!.startsWith('#')) return [name!.replace(/^#(db|test)\//, '$1/').replace(/^#/, 'src/')]
    return name!.startsWith('.') ? [normalize(join(dirname(path), name!))] : []
  })
}

const layers = ['lib', 'platform', 'capabilities', 'modules', 'server']
const layerOf = (path: string) => layers.indexOf(path.split('/')[1] ?? '')
const isTest = (path: string) => /\.test\.tsx?$/.test(path)

describe('lib ← platform ← capabilities ← modules ← server', () => {
  test('nobody imports from a layer above its own', () => {
    const wrong = sources
      .filter(({ path }) => !path.startsWith('src/ui/') && !isTest(path))
      .flatMap((source) =>
        importsOf(source)
          .filter((to) => to.startsWith('src/') && layerOf(to) > layerOf(source.path))
          .map((to) => `${source.path} -> ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test('the rest of the house does not know the screens', () => {
    const wrong = sources
      .filter(({ path }) => !path.startsWith('src/ui/'))
      .flatMap((s) => importsOf(s).filter((to) => to.startsWith('src/ui/')))
    expect(wrong).toEqual([])
  })

  test('the screens know lib and contracts only', () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith('src/ui/') && !isTest(path))
      .flatMap((source) =>
        importsOf(source)
          .filter(
            (to) =>
              to.startsWith('src/') &&
              !/^src\/(ui|lib)\//.test(to) &&
              !/^src\/modules\/[a-z-]+\/contract\.ts$/.test(to),
          )
          .map((to) => `${source.path} -> ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test('the kit knows neither router nor fetching', () => {
    const kit = sources.filter(({ path }) => path.startsWith('src/ui/kit/'))
    const wrong = kit
      .filter(({ text }) => /from '(@tanstack\/react-(router|query)|#ui\/staff|\.\.\/staff)/.test(text))
      .map((s) => s.path)
    expect(wrong).toEqual([])
  })
})

describe('modules', () => {
  const folderOf = (path: string) => /^src\/modules\/([a-z-]+)\//.exec(path)?.[1]

  test('import only from modules that they say they use', () => {
    const wrong = sources
      .filter(({ path }) => folderOf(path) && !isTest(path))
      .flatMap((source) => {
        const own = folderOf(source.path)!
        const declared = modules.find((m) => m.name === own)
        const others = importsOf(source)
          .map(folderOf)
          .filter((name) => name && name !== own)
        return others
          .filter((name) => !declared?.uses.includes(name!))
          .map((name) => `${source.path} uses ${name}: add it to "uses" in module.ts`)
      })
    expect(wrong).toEqual([])
  })

  test('write only their own tables', () => {
    const owner = new Map(
      modules.flatMap((m) => Object.keys(m.tables).map((table) => [table, m.name] as const)),
    )
    const writes =
      /(?:INSERT INTO|UPDATE|DELETE FROM|insertInto\('|updateTable\('|deleteFrom\(')\s*([a-z_]+)/g
    const wrong = sources
      .filter(({ path }) => folderOf(path) && !isTest(path))
      .flatMap(({ path, text }) => {
        const foreign = [...text.matchAll(writes)]
          .map(([, table]) => table!)
          .filter((table) => owner.has(table) && owner.get(table) !== folderOf(path))
        return foreign
          .filter((table) => !['house', 'timeline', 'search'].includes(owner.get(table)!))
          .map((table) => `${path} writes ${table}`)
      })
    expect(wrong).toEqual([])
  })
})

describe('queries', () => {
  test('each that reads or writes a table of workspaces names workspace_id', () => {
    const tables = modules.flatMap((m) => Object.keys(m.tables))
    const touches = new RegExp(`(?:FROM|JOIN|INTO|UPDATE)\\s+(${tables.join('|')})\\b`)
    const wrong = sources
      .filter(({ path }) => /^src\/(modules|capabilities|server)\//.test(path) && !isTest(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/`(?:[^`\\]|\\.)*`/gs)]
          .map(([literal]) => literal)
          .filter((sql) => touches.test(sql) && !/workspace_id|\$\{/.test(sql))
          .map((sql) => `${path}: ${sql.slice(0, 80)}`),
      )
    expect(wrong).toEqual([])
  })
})

describe('files', () => {
  const all = [...sources, ...sourcesUnder('test'), ...sourcesUnder('bench'), ...sourcesUnder('bin')]

  test('stay small: 400 lines at the most', () => {
    expect(all.filter((s) => s.lines > 400).map((s) => `${s.path}: ${s.lines}`)).toEqual([])
  })

  test('have names that say what is inside', () => {
    expect(
      all.filter((s) => /\/(utils?|helpers?|types|index|common|misc)\.tsx?$/.test(s.path)).map((s) => s.path),
    ).toEqual([])
  })

  test('leave nothing for later', () => {
    // Written in parts so that this file does not find itself.
    const later = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b|coming ${'soon'}`)
    expect(all.filter((s) => later.test(s.text)).map((s) => s.path)).toEqual([])
  })

  test('the paths that the docs name exist', () => {
    const docs = [
      ...sourcesUnder('docs', /\.md$/),
      ...['README.md', 'STYLE.md'].filter((f) => existsSync(join(root, f))).flatMap((f) => [readSource(f)]),
    ]
    const named = docs.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|db|test|bench|docs|bin)\/[\w./-]*[\w/])`/g)].map(([, name]) => ({
        path,
        name: name!,
      })),
    )
    expect(
      named
        .filter(({ name }) => !existsSync(join(root, name)))
        .map(({ path, name }) => `${path} names ${name}`),
    ).toEqual([])
  })
})
