import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyFrom } from './examples.ts'

test('a key is made from a name, in the form that the API takes', () => {
  expect(keyFrom('Machines à café')).toBe('machines-a-cafe')
  expect(keyFrom('2nd-hand boats!')).toBe('nd-hand-boats')
  expect(keyFrom('船')).toBe('')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
      const key = keyFrom(name)
      if (key !== '') expect(key).toMatch(/^[a-z][a-z0-9-]{0,39}$/)
    }),
  )
})
