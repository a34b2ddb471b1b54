import { type Algorithm, hash, type Options, verify } from '@node-rs/argon2'

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane.
const cost: Options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
}
const present = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`

/** An argon2id hash in PHC form, which names its own cost, so that the cost can be raised later. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

export const verifyPassword = async (password: string, kept: string): Promise<boolean> =>
  verify(kept, password.normalize('NFKC')).catch(() => false)

/** Whether a kept hash was made at another cost than today's and should be made anew after the next sign-in. */
export const isOutdated = (kept: string): boolean => !kept.startsWith(present)
