import type { ShowValue } from '../shared/ui-module.ts'

const day: ShowValue = (value: string, _, f) => f.date(value)
const yesNo: ShowValue = (value: boolean, t) => t(value ? 'relationships:yes' : 'relationships:no')
const role: ShowValue = (value: string, t) => t(`relationships:role.${value}`)

/** How values of relationships and households read in the history. */
const values: Readonly<Record<string, ShowValue>> = {
  started_on: day,
  ended_on: day,
  from_manages: yesNo,
  from_buys: yesNo,
  to_manages: yesNo,
  to_buys: yesNo,
  role,
}
export default values
