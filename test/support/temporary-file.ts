import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'regulars-test-'))
let count = 0

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes a file that is gone when the tests of the importing file have run; gives its path. */
export const temporaryFile = (content: string | Uint8Array): string => {
  const path = join(folder, `file-${count++}`)
  writeFileSync(path, content)
  return path
}
