import type { Ctx } from '#platform/context.ts'
import { listPurposes } from './purposes.ts'
import type { DecisionInput, Purpose, Wording } from './shapes.ts'
import { everyWording } from './wordings.ts'

/** What decisions of this workspace can name. */
export type Known = {
  purposes: ReadonlyMap<string, Purpose>
  wordings: ReadonlyMap<string, Wording & { purpose_id: string }>
}

export type DecisionFault = { field: keyof DecisionInput; code: string; message: string }

export async function knownTo(ctx: Ctx): Promise<Known> {
  const purposes = await listPurposes(ctx)
  const wordings = await everyWording(ctx)
  return {
    purposes: new Map(purposes.map((one) => [one.id, one])),
    wordings: new Map(wordings.map((one) => [one.id, one])),
  }
}

type Rule = {
  field: keyof DecisionInput
  code: string
  message: string
  broken(decision: DecisionInput, purpose: Purpose, known: Known, now: Date): boolean
}

const agrees = ({ state }: DecisionInput) => state === 'given' || state === 'unconfirmed'

/** Nobody can agree to what is not asked any more; to refuse or withdraw is always possible. */
const rules: readonly Rule[] = [
  {
    field: 'purpose_id',
    code: 'purpose.retired',
    message: 'This purpose is retired, so nobody agrees to it any more. Bring it back first.',
    broken: (one, purpose) => agrees(one) && purpose.retired_at !== null,
  },
  {
    field: 'channel',
    code: 'channel.not_offered',
    message: 'This purpose does not go over this channel. Choose one of its channels.',
    broken: (one, purpose) => agrees(one) && !purpose.channels.includes(one.channel),
  },
  {
    field: 'state',
    code: 'confirmation.not_wanted',
    message: 'This purpose wants no confirmation. Record it as given.',
    broken: ({ state }, purpose) => state === 'unconfirmed' && !purpose.double_opt_in,
  },
  {
    field: 'decided_at',
    code: 'decided_at.future',
    message: 'This moment is still to come. Give when the person decided.',
    broken: ({ decided_at }, _, __, now) =>
      decided_at !== undefined && Date.parse(decided_at) > now.getTime(),
  },
  {
    field: 'decided_at',
    code: 'decided_at.too_early',
    message: 'Nobody decided before 1900. Look at the year.',
    broken: ({ decided_at }) =>
      decided_at !== undefined && Date.parse(decided_at) < Date.parse('1900-01-01T00:00:00Z'),
  },
  {
    field: 'wording_id',
    code: 'wording.missing',
    message: 'This purpose has no such wording. Choose one of its versions.',
    broken: ({ wording_id, purpose_id }, _, { wordings }) =>
      wording_id !== null && wordings.get(wording_id)?.purpose_id !== purpose_id,
  },
]

/** What is wrong with a decision, every fault of it. */
export function faultsOf(decision: DecisionInput, known: Known, now: Date): DecisionFault[] {
  const purpose = known.purposes.get(decision.purpose_id)
  if (!purpose) {
    const message = 'There is no such purpose. Choose one from the list.'
    return [{ field: 'purpose_id', code: 'purpose.missing', message }]
  }
  return rules
    .filter(({ broken }) => broken(decision, purpose, known, now))
    .map(({ field, code, message }) => ({ field, code, message }))
}
