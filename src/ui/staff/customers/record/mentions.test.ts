import { expect, test } from 'vitest'
import { mentionAt, partsOf, toBody, toDraft } from './mentions.ts'

const anna = { id: '0190b6a0-0000-7000-8000-000000000001', name: 'Anna' }
const annaLee = { id: '0190b6a0-0000-7000-8000-000000000002', name: 'Anna Lee (Ops)' }

test('a draft becomes markup and back again', () => {
  const text = 'Hi @Anna, ask @Anna Lee (Ops) too.'
  const body = toBody(text, [anna, annaLee])
  expect(body).toBe(`Hi @[Anna](${anna.id}), ask @[Anna Lee (Ops)](${annaLee.id}) too.`)
  expect(toDraft(body)).toEqual({ text, people: [anna, annaLee] })
})

test('a name inside a longer word is no mention', () => {
  expect(toBody('@Annabel and x@Anna.example', [anna])).toBe(`@Annabel and x@[Anna](${anna.id}).example`)
  expect(toBody('@Anna', [])).toBe('@Anna')
})

test('text without markup stays as it is', () => {
  expect(partsOf('a [b](c) @[d](e)')).toEqual([{ text: 'a [b](c) @[d](e)' }])
})

test('typing after an @ asks for a colleague, an e-mail address does not', () => {
  expect(mentionAt('Hi @an', 6)).toEqual({ start: 3, typed: 'an' })
  expect(mentionAt('Hi @anna de', 11)).toEqual({ start: 3, typed: 'anna de' })
  expect(mentionAt('@', 1)).toEqual({ start: 0, typed: '' })
  expect(mentionAt('a@b', 3)).toBe(null)
  expect(mentionAt('Hi @anna de vries', 17)).toBe(null)
})
