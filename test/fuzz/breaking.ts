import fc from 'fast-check'
import { evilText, evilValue } from './evil.ts'

/** One wound: where (counted over all places of the value), what, and with which value or key. */
type Wound = { at: number; what: 'replace' | 'drop' | 'add' | 'wrap' | 'repeat'; value: unknown; key: string }

const wound: fc.Arbitrary<Wound> = fc.record({
  at: fc.nat(200),
  what: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'wrap', 'repeat'),
  value: evilValue,
  key: fc.oneof(
    fc.constantFrom(
      'id',
      'workspace_id',
      'administrator',
      'version',
      'number',
      '__proto__',
      'constructor',
      'status',
      '',
    ),
    evilText.filter((text) => text.length < 100),
  ),
})

const isBranch = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null

const deepest = 6
const most = 300

/** Every place of a value, down to a depth and up to a number that wounds can still tell apart. */
function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (!isBranch(value) || path.length >= deepest) return [path]
  const inner = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value)
  return [path, ...inner.slice(0, most).flatMap(([key, item]) => placesOf(item, [...path, key]))].slice(
    0,
    most,
  )
}

function setOwn(object: Record<string, unknown>, key: string, value: unknown): Record<string, unknown> {
  const copy = { ...object }
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true })
  return copy
}

function change(value: unknown, path: (string | number)[], { what, value: other, key }: Wound): unknown {
  const [step, ...rest] = path
  if (step === undefined) {
    if (what === 'wrap') return [value]
    if (what === 'add' && isBranch(value))
      return Array.isArray(value) ? [...value, other] : setOwn(value, key, other)
    return what === 'repeat' && Array.isArray(value) && value.length > 0 ? [...value, ...value] : other
  }
  if (Array.isArray(value)) {
    if (what === 'drop' && rest.length === 0) return value.filter((_, i) => i !== step)
    return value.map((item, i) =>
      i === step ? change(item, rest, { what, value: other, key } as Wound) : item,
    )
  }
  const object = value as Record<string, unknown>
  if (what === 'drop' && rest.length === 0) {
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== step))
  }
  return setOwn(object, String(step), change(object[step], rest, { what, value: other, key } as Wound))
}

/** Values of an arbitrary with one to three wounds. */
export const broken = (whole: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(whole, fc.array(wound, { minLength: 1, maxLength: 3 })).map(([value, wounds]) =>
    wounds.reduce((present, one) => {
      const places = placesOf(present)
      return change(present, places[one.at % places.length]!, one)
    }, value),
  )
