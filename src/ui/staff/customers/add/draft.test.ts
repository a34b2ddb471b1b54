import { expect, test } from 'vitest'
import { bodyOf, emptyDraft, enteredIn, isTouched, settled } from './draft.ts'

const mail = (address: string) => ({ address, label: 'work', primary: false })

test('only what was filled in is sent', () => {
  const draft = { ...emptyDraft(), last_name: ' Visser ', tags: ['vip'] }
  expect(bodyOf(draft)).toEqual({ kind: 'individual', last_name: 'Visser', tags: ['vip'] })
})

test('values of custom fields go along, also a default that was taken away', () => {
  const draft = { ...emptyDraft(), last_name: 'Visser', custom: { seat: 'aisle', member: null } }
  expect(bodyOf(draft)).toEqual({
    kind: 'individual',
    last_name: 'Visser',
    custom: { seat: 'aisle', member: null },
  })
})

test('a form that was only looked at is not touched', () => {
  expect(isTouched(emptyDraft())).toBe(false)
  expect(isTouched(emptyDraft('organisation'))).toBe(false)
  expect(isTouched({ ...emptyDraft(), emails: [mail('a@b.example')] })).toBe(true)
})

test('after a try the entries stand where the faults point', () => {
  const draft = settled({ ...emptyDraft(), emails: [mail(''), mail('nonsense')] })
  expect(draft.emails.map(({ address }) => address)).toEqual(['nonsense'])
  expect(settled(emptyDraft()).emails).toHaveLength(1)
})

test('existing customers are looked for once there is something to look for', () => {
  expect(enteredIn(emptyDraft())).toBe(null)
  expect(enteredIn({ ...emptyDraft(), first_name: 'A' })).toBe(null)
  expect(enteredIn({ ...emptyDraft(), birthday: '1980-05-31' })).toBe(null)
  expect(enteredIn({ ...emptyDraft(), last_name: 'Visser', birthday: '1980-05-31' })).toEqual({
    last_name: 'Visser',
    birthday: '1980-05-31',
  })
  expect(enteredIn({ ...emptyDraft(), emails: [mail(''), mail('a@b.example')] })).toEqual({
    email: 'a@b.example',
  })
})
