import { upload } from '../shared/upload.ts'
import type { Import } from './mapping-rules.ts'

/**
 * Sends a file and tells how many bytes are on their way. Throws `ApiProblem`, and an `AbortError` when it is stopped.
 */
export async function uploadImport(
  file: File,
  target: string,
  watch: { signal: AbortSignal; onSent: (bytes: number) => void },
): Promise<Import> {
  const form = new FormData()
  form.append('file', file)
  return (await upload('POST /imports', { query: { target }, form, ...watch })).answer
}
