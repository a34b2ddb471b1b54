import { customer, type Maker, made, unique } from '#test/support/making.ts'

const purpose: Maker = async ({ visitor }) =>
  made(await visitor.post('/consent-purposes', { name: unique('purpose'), channels: ['email'] })).id

const wording: Maker = async (owner) =>
  made(
    await owner.visitor.post(`/consent-purposes/${await purpose(owner)}/wordings`, {
      language: 'en',
      text: unique('wording'),
    }),
  ).id

const consent: Maker = async (owner) => {
  const decision = {
    purpose_id: await purpose(owner),
    channel: 'email',
    state: 'given',
    method: 'paper',
    source: unique('source'),
    note: unique('note'),
    evidence: unique('evidence'),
  }
  const answer = await owner.visitor.post(`/customers/${await customer(owner)}/consents`, {
    decisions: [decision],
  })
  return made(answer).items[0].id
}

export const makers: Readonly<Record<string, Maker>> = {
  'consent-purposes': purpose,
  'consent-wordings': wording,
  consents: consent,
}

export const ids: Readonly<Record<string, string>> = {
  purpose_id: 'consent-purposes',
  wording_id: 'consent-wordings',
}
