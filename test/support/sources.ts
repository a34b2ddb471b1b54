import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

export type Source = { path: string; text: string; lines: number }

/** Source files below a folder of the repository, paths relative to its root. */
export function sourcesUnder(folder: string, ending = /\.(ts|tsx|js|css)$/): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => readSource(relative(root, join(entry.parentPath, entry.name))))
}

export function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text, lines: text.split('\n').length - 1 }
}
