import type { TestApp, TestWorkspace } from './app.ts'
import type { TestAnswer } from './client.ts'
import type { Person } from './people.ts'
import type { Visitor } from './visitor.ts'

/** Stands in everything these records say, so that an answer which shows one of them can be told. */
export const marker = 'Zzforeign'

/** Makes one record of a kind in a workspace, as a signed-in administrator; gives its id. */
export type Maker = (owner: Owner) => Promise<string>
export type Owner = { t: TestApp; workspace: TestWorkspace; person: Person; visitor: Visitor }

/** What `<module>.samples.ts` exports: how to make its records, and forms that its uploads take. */
export type Samples = {
  /** By what stands before the id in the path. */
  makers?: Readonly<Record<string, Maker>>
  /** By a part of the path. */
  uploads?: Readonly<Record<string, () => FormData>>
  /** Whose maker makes what an id inside a request stands for: by its property, or by route and pointer. */
  ids?: Readonly<Record<string, string>>
  /** Addresses at which pages with a record in their path are looked at, in the demo world. */
  addresses?: (ask: Ask) => Promise<Readonly<Record<string, string[]>>>
}
/** The body of a GET. */
export type Ask = (path: string) => Promise<TestAnswer['body']>

let count = 0
export const unique = (what: string) => `${marker} ${what} ${++count}`
export const uniqueEmail = () => `${marker}.${++count}@people.example`

/** The body of an answer that must be a good one. */
export function made({ status, body }: TestAnswer): TestAnswer['body'] {
  if (status < 200 || status > 299)
    throw new Error(`a record could not be made: ${status} ${JSON.stringify(body)}`)
  return body
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export const formWith = (file: File): FormData => {
  const form = new FormData()
  form.append('file', file)
  return form
}
export const pictureForm = () => formWith(new File([pixel], 'p.png', { type: 'image/png' }))

/** An individual with everything that can be searched for. */
export async function customer({ visitor }: Owner): Promise<string> {
  const about = {
    first_name: marker,
    last_name: unique('customer'),
    tags: [unique('tag')],
    emails: [{ address: uniqueEmail() }],
    phones: [{ number: '+31 20 794 0800' }],
    addresses: [{ street: unique('street'), city: marker, country: 'NL' }],
  }
  const { id } = made(await visitor.post('/customers', about))
  made(await visitor.put(`/customers/${id}/photo`, pictureForm()))
  return id
}
