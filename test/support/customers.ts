import { uuidv7 } from 'uuidv7'
import { emptyDraft, type NewCustomer } from '#modules/customers/draft.ts'
import { takeNumbers } from '#modules/customers/numbers.ts'
import { insertCustomers } from '#modules/customers/write-customers.ts'
import type { App } from '#platform/app.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'

export type Given = Partial<Omit<NewCustomer, 'id' | 'number' | 'emails' | 'phones'>> & {
  emails?: string[]
  phones?: string[]
}

/** Puts many customers into a workspace at once, as an import does; the first e-mail address and phone are primary. */
export async function plantCustomers(
  app: App,
  workspaceId: string,
  given: readonly Given[],
): Promise<NewCustomer[]> {
  return inTransaction(app, systemPrincipal(workspaceId), 'test', async (ctx) => {
    const first = await takeNumbers(ctx, given.length)
    const planted = given.map(({ emails = [], phones = [], ...rest }, i): NewCustomer => {
      const { tags: _, ...draft } = emptyDraft
      return {
        ...draft,
        id: uuidv7(),
        number: first + i,
        status: 'active',
        source: 'import',
        created_at: ctx.now.toISOString(),
        tag_ids: [],
        addresses: [],
        ...rest,
        emails: emails.map((address, n) => ({
          address,
          address_key: address.toLowerCase(),
          label: 'work',
          is_primary: n === 0,
        })),
        phones: phones.map((number, n) => ({
          number,
          extension: null,
          label: 'mobile',
          is_primary: n === 0,
        })),
      }
    })
    await insertCustomers(ctx, planted)
    return planted
  })
}
