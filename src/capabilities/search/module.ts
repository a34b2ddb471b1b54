import { looseRef, personal, plain } from '../declaration/columns.ts'
import { defineModule } from '../declaration/define-module.ts'

/** The words by which customers and other records are found. */
export const searchModule = defineModule({
  name: 'search',
  uses: [],
  tables: {
    customer_words: {
      word: personal('derived'),
      field: plain,
      customer_id: looseRef('customers', 'derived, always written by the verb that writes the customer', {
        onMerge: 'rebuild',
      }),
    },
    record_words: {
      record_id: plain,
      position: plain,
      kind: plain,
      word: personal('derived'),
      customer_id: looseRef('customers', 'derived, always written by the verb that writes the record', {
        onMerge: 'repoint',
      }),
    },
    search_vocabulary: { word: personal('derived') },
    search_variants: { variant: personal('derived'), word: personal('derived') },
    search_email_words: { word: personal('derived') },
  },
  events: {},
})
