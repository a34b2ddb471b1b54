export type Strength = {
  level: 0 | 1 | 2 | 3
  word: 'short' | 'known' | 'plain' | 'fair' | 'good'
  missing: number
}

const least = 12
const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop']
const ready = [...runs, ...runs.map((run) => [...run].reverse().join(''))]

/** How much of a password is neither repeated nor a run of the alphabet or keyboard, in characters. */
function ownCharacters(password: string): number {
  const text = password.toLowerCase()
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const triple = text.slice(i - 2, i + 1)
    const follows = i >= 2 && ready.some((run) => run.includes(triple))
    const repeats = i >= 2 && text.slice(0, i - 1).includes(text.slice(i - 1, i + 1))
    if (!follows && !repeats && text[i] !== text[i - 1]) count++
  }
  return count
}

/** Advice while one types; the server decides. `about` are the person's name, address and organisation. */
export function strengthOf(password: string, about: string[]): Strength {
  if (password.length < least) return { level: 0, word: 'short', missing: least - password.length }
  const known = about.flatMap((text) => text.toLowerCase().split(/[\s@.]+/)).filter((word) => word.length > 3)
  const rest = known.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  if (rest.length < 8) return { level: 1, word: 'known', missing: 0 }
  const own = ownCharacters(password)
  if (own < 8) return { level: 1, word: 'plain', missing: 0 }
  return own >= 14 ? { level: 3, word: 'good', missing: 0 } : { level: 2, word: 'fair', missing: 0 }
}
