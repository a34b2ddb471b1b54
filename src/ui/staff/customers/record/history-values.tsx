import type { ShowValue } from '../../shared/ui-module.ts'
import type { Entries } from './lists/entries.ts'
import { ShownAddresses, ShownEmails, ShownPhones } from './lists/shown.tsx'
import { birthdayText, siteText } from './values.ts'

/** How fields of a customer read in the history. */
const values: Readonly<Record<string, ShowValue>> = {
  kind: (kind: string, t) => t(`customers:record.kind.${kind}`),
  status: (status: string, t) => t(`customers:list.status.${status}`),
  gender: (gender: string, t) => t(`customers:record.gender.${gender}`),
  language: (code: string, _, f) => f.language(code),
  birthday: (day: string, _, f) => birthdayText(day, f),
  website: (url: string) => siteText(url),
  emails: (entries: Entries['emails'][]) => <ShownEmails entries={entries} />,
  phones: (entries: Entries['phones'][]) => <ShownPhones entries={entries} />,
  addresses: (entries: Entries['addresses'][]) => <ShownAddresses entries={entries} />,
  photo: (_: string, t) => t('customers:record.history.photo'),
}
export default values
