import type pg from 'pg'
import { AppError } from '../errors.ts'
import { interruptionOf } from './interruption.ts'

type Results = readonly pg.QueryResult[]

/**
 * The statements of one transaction on a connection in pipeline mode: what need not be waited for travels with what
 * comes next. The beginning goes along with the first statement, unless it is asked for; statements sent `later` go with
 * the next one or with the commit. A statement that fails leaves the transaction broken, and
 * PostgreSQL answers its commit with a rollback.
 */
export type Course = {
  /** Begins now; gives what the statements of the beginning answered. */
  begin(): Promise<Results>
  execute(text: string, values?: readonly unknown[], name?: string): Promise<pg.QueryResult>
  later(text: string, values?: unknown[], name?: string): Promise<void>
  commit(): Promise<void>
}

export function openCourse(client: pg.PoolClient, beginning: string): Course {
  const { stream } = (client as unknown as { connection: { stream: NodeJS.WritableStream & Corked } })
    .connection
  let corked = false
  /** What was begun is known to have begun. */
  let sound = false
  let begun: Promise<Results> | undefined
  const unanswered: Promise<unknown>[] = []

  /** Held back until `release`, and at most until the loop goes round. */
  function hold(): void {
    if (corked) return
    corked = true
    stream.cork()
    setImmediate(release)
  }
  function release(): void {
    if (!corked) return
    corked = false
    stream.uncork()
  }
  function begin(): Promise<Results> {
    begun ??= client.query(beginning) as unknown as Promise<Results>
    // Whoever waits for a statement hears of it; a failure before that is not lost either, the commit waits for it.
    begun.catch(() => {})
    return begun
  }
  function send(text: string, values?: readonly unknown[], name?: string): Promise<pg.QueryResult> {
    if (!begun) {
      hold()
      void begin()
    }
    return client.query({ text, values: values as unknown[], ...(name && { name }) })
  }
  async function answered<T>(running: Promise<T>): Promise<T> {
    if (sound && unanswered.length === 0) return running
    // Of two failures the first one tells why.
    const outcome = await Promise.allSettled([begun, ...unanswered.splice(0), running])
    const failed = outcome.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    sound = true
    return (outcome.at(-1) as PromiseFulfilledResult<T>).value
  }

  return {
    begin,
    execute(text, values, name) {
      const running = send(text, values, name)
      release()
      return answered(running)
    },
    async later(text, values, name) {
      hold()
      const running = send(text, values, name)
      running.catch(() => {})
      unanswered.push(running)
    },
    async commit() {
      if (!begun) return
      const running = send('COMMIT')
      release()
      try {
        const { command } = await answered(running)
        if (command !== 'COMMIT')
          throw new Error('a statement of the transaction failed and nobody heard of it')
      } catch (error) {
        if (interruptionOf(error) !== 'away') throw error
        throw unknown()
      }
    },
  }
}

type Corked = { cork(): void; uncork(): void }

/** A connection that breaks at this moment, and at no other, leaves open whether the transaction took place. */
const unknown = () =>
  new AppError('unavailable', 'commit.unknown', {
    message:
      'The database broke off while this was being saved, so it may be saved or not. Send it again with the same Idempotency-Key, or look before trying again.',
  })
