/** A colleague that a note mentions. */
export type Person = { id: string; name: string }

const markup = /@\[([^\]\n]{1,200})\]\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/g

export type Part = { text: string; mention?: Person }

/** The body of a note as text and mentions; `@[Name](id)` is how the API writes one. */
export function partsOf(body: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const found of body.matchAll(markup)) {
    if (found.index > at) parts.push({ text: body.slice(at, found.index) })
    parts.push({ text: `@${found[1]}`, mention: { id: found[2] ?? '', name: found[1] ?? '' } })
    at = found.index + found[0].length
  }
  if (at < body.length) parts.push({ text: body.slice(at) })
  return parts
}

/** The body as one writes it, `@Name`, and who is meant. */
export function toDraft(body: string): { text: string; people: Person[] } {
  const parts = partsOf(body)
  return {
    text: parts.map((part) => part.text).join(''),
    people: parts.flatMap(({ mention }) => mention ?? []),
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The draft as the API wants it. Of names that begin alike the longest counts; part of a longer word is no mention. */
export function toBody(text: string, people: readonly Person[]): string {
  const byName = new Map(people.map((person) => [person.name, person]))
  if (byName.size === 0) return text
  const names = [...byName.keys()].sort((a, b) => b.length - a.length).map(escaped)
  return text.replace(new RegExp(`@(${names.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), (_, name: string) => {
    const plain = name.replace(/[[\]\n]/g, ' ')
    return `@[${plain}](${byName.get(name)?.id})`
  })
}

/** What is being typed after an @ in front of the caret: its place and the words so far; null outside a mention. */
export function mentionAt(text: string, caret: number): { start: number; typed: string } | null {
  const found = /(?:^|[\s(])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*)?)$/u.exec(text.slice(0, caret))
  if (!found) return null
  const typed = found[1] ?? ''
  return { start: caret - typed.length - 1, typed }
}
