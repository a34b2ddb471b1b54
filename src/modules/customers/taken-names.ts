import { AppError } from '#platform/errors.ts'

/** Turns the breach of a unique constraint into the refusal `<what>.name.taken`; other errors go on. */
export const orTaken =
  (constraint: string, what: string, message: string) =>
  (error: unknown): never => {
    if ((error as { constraint?: string }).constraint !== constraint) throw error
    throw new AppError('conflict', `${what}.name.taken`, {
      message,
      errors: [{ pointer: '/name', code: 'name.taken', message }],
    })
  }
