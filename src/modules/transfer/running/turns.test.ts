import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inTurns } from './turns.ts'

type Batch = { no: number; keys: string[]; late: string[] }

const pause = (turns: number) =>
  Array.from({ length: turns }).reduce<Promise<void>>((before) => before.then(() => {}), Promise.resolve())

async function* all(batches: readonly Batch[]) {
  yield* batches
}

test('whatever meets is done in order, and what is committed is always a beginning of the file', async () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const batch = fc.record({
    keys: fc.array(key, { maxLength: 2 }),
    late: fc.array(key, { maxLength: 2 }),
    slow: fc.nat(30),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 12 }), fc.option(fc.nat(11)), async (made, failing) => {
      const committed: number[] = []
      const holders = new Map<string, number>()
      const clashes: string[] = []
      const use = (keys: readonly string[], no: number) => {
        for (const one of keys) {
          if (holders.has(one) && holders.get(one) !== no) clashes.push(one)
          holders.set(one, no)
        }
      }
      let most = 0
      let under = 0
      const run = inTurns(all(made.map((one, no) => ({ no, ...one }))), async (one, turn) => {
        most = Math.max(most, ++under)
        await turn.claim(one.keys)
        await turn.claim(one.late)
        turn.claimed()
        use([...one.keys, ...one.late], one.no)
        await pause(made[one.no]!.slow)
        if (one.no === failing) throw new Error('this one fails')
        await turn.last()
        committed.push(one.no)
        for (const [name, no] of holders) if (no === one.no) holders.delete(name)
        under--
        return true
      })
      const fails = failing !== null && failing < made.length
      if (fails) await expect(run).rejects.toThrow('this one fails')
      else expect(await run).toBe(true)
      expect(clashes).toEqual([])
      expect(committed).toEqual(made.slice(0, fails ? failing : made.length).map((_, no) => no))
      expect(most).toBeLessThanOrEqual(2)
    }),
  )
})

test('stops when told to', async () => {
  const made = Array.from({ length: 20 }, (_, no) => ({ no, keys: [], late: [] }))
  const written: number[] = []
  const went = await inTurns(all(made), async ({ no }, turn) => {
    turn.claimed()
    await turn.last()
    written.push(no)
    return no < 3
  })
  expect(went).toBe(false)
  expect(written.length).toBeLessThanOrEqual(5)
})
