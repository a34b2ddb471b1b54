import type { ShowValue } from '../shared/ui-module.ts'

const named = ({ name }: { name: string }) => name

/** How fields of a decision read in the history. */
const values: Readonly<Record<string, ShowValue>> = {
  purpose: named,
  wording: named,
  channel: (channel: string, t) => t(`consents:channel.${channel}`),
  state: (state: string, t) => t(`consents:state.${state}`),
  method: (method: string, t) => t(`consents:method.${method}`),
  decided_at: (moment: string, _, f) => f.dateTime(moment),
  expires_at: (moment: string, _, f) => f.dateTime(moment),
}
export default values
