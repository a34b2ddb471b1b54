import { personal, plain } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'

/** The tables of the platform itself, which has no declarations of its own. */
export const houseModule = defineModule({
  name: 'house',
  uses: [],
  tables: {
    number_sequences: { name: plain, next_number: plain },
    // Answers hold whole records; they are deleted after a day, and with the person.
    idempotency_keys: {
      key: plain,
      actor: plain,
      request_hash: plain,
      status: plain,
      headers: plain,
      body: personal('derived'),
      created_at: plain,
    },
    files: {
      id: plain,
      purpose: plain,
      name: personal('text'),
      media_type: plain,
      size: plain,
      sha256: plain,
      created_at: plain,
    },
  },
  events: {},
})
