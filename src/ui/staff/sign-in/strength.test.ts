import { expect, test } from 'vitest'
import { strengthOf } from './strength.ts'

const level = (password: string, ...about: string[]) => strengthOf(password, about).word

test('length comes first, and the missing characters are counted', () => {
  expect(strengthOf('kort', [])).toEqual({ level: 0, word: 'short', missing: 8 })
})

test('what an attacker tries first is called weak however long it is', () => {
  expect(level('aaaaaaaaaaaaaaaaaa')).toBe('plain')
  expect(level('abcdefghijklmnop')).toBe('plain')
  expect(level('123456789012345')).toBe('plain')
  expect(level('qwertyuiopasdf')).toBe('plain')
  expect(level('passpasspasspass')).toBe('plain')
})

test('the own name is not a secret', () => {
  expect(level('annadevries2024', 'Anna de Vries', 'anna@devries.nl')).toBe('known')
})

test('words in a row are strong', () => {
  expect(level('violet harbour sings quietly')).toBe('good')
  expect(level('kf83-Lmq2-xw')).toBe('fair')
})
