import type { ShowValue } from '../shared/ui-module.ts'

const named: ShowValue = ({ name }: { name: string }) => name
const day: ShowValue = (value: string, _, f) => f.date(value)

/** How values of terms, roles, solicitors and prospects read in the history. */
const values: Readonly<Record<string, ShowValue>> = {
  committee: named,
  position: named,
  type: named,
  solicitor: named,
  from_on: day,
  until_on: day,
  planned_until_on: day,
  since_on: day,
  beyond_seats: (value: boolean, t) => t(value ? 'committees:yes' : 'committees:no'),
  status: (value: string, t) => t(`committees:solicitor.${value}`),
  stage: (value: string, t) => t(`committees:stage.${value}`),
  target: ({ amount, currency }: { amount: number; currency: string }, _, f) => f.money(amount, currency),
}
export default values
