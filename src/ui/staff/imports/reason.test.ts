import { expect, test } from 'vitest'
import { reasonText } from './reason.ts'

const t = (key: string) => `[${key}]`

test('a reason is put into the reader’s language behind the value as it stood', () => {
  const rejection = { code: 'birthday.impossible', message: '“31-02-1987”: There is no such day.' }
  expect(reasonText(rejection, t)).toBe('“31-02-1987”: [reason.birthday.impossible]')
  expect(reasonText({ code: 'name.required', message: 'An individual needs a name.' }, t)).toBe(
    '[reason.name.required]',
  )
})

test('a reason without words here is shown as the server says it', () => {
  expect(reasonText({ code: 'moon.full', message: 'The moon is full.' }, t)).toBe('The moon is full.')
})
