import { AppError, invalid } from '#platform/errors.ts'
import type { DocumentKind } from './contract.ts'

/** Days for which a deleted document, and a version that was taken back, keeps its bytes: so long it can be undone. */
export const keptDays = 30

/** Why a customer cannot have a document of a kind, as a code; null where nothing is in the way. */
export const kindRefusal = (kind: DocumentKind, customerKind: string): string | null =>
  kind === 'resume' && customerKind !== 'individual' ? 'document.resume.organisation' : null

export function demandKind(kind: DocumentKind | undefined, customerKind: string): void {
  const code = kind && kindRefusal(kind, customerKind)
  if (!code) return
  throw invalid('document.invalid', [
    {
      pointer: '/kind',
      code,
      message: 'Only people have a résumé, and this is an organisation. Choose another kind.',
    },
  ])
}

export const staleDocument = (current: unknown) =>
  new AppError('stale', 'version.stale', {
    message: 'Somebody else changed this document meanwhile. Nothing was overwritten; look at it again.',
    params: { current },
  })
