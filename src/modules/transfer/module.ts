import { personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { transferContract } from './contract.ts'
import { jobs } from './jobs.ts'
import { routes } from './routes.ts'

/** Customers and records of every kind in and out: files that are imported, and lists that are exported. */
export const transferModule = defineModule({
  name: 'transfer',
  uses: ['customers', 'notifications', 'history'],
  tables: {
    imports: {
      id: plain,
      target: plain,
      file_id: ref('files'),
      file_name: personal('text'),
      // Holds samples of every column.
      description: personal('derived'),
      mapping: plain,
      options: plain,
      state: plain,
      rows_read: plain,
      created: plain,
      updated: plain,
      skipped: plain,
      rejected: plain,
      bytes_done: plain,
      // Examples name customers and their values.
      preview: personal('derived'),
      error: plain,
      cancel_requested: plain,
      requested_by: plain,
      created_at: plain,
      started_at: plain,
      finished_at: plain,
    },
    import_rejections: {
      import_id: ref('imports'),
      line: plain,
      position: plain,
      column_name: plain,
      code: plain,
      message: personal('derived'),
      cells: personal('text'),
    },
    import_mappings: { signature: plain, mapping: plain, options: plain, updated_at: plain },
  },
  events: {
    'customer.imported': {
      payload: { number: 'plain', file: 'text' },
      words: {
        en: (e) => `Imported as C-${e['number']} from ${e['file']}`,
        nl: (e) => `Geïmporteerd als C-${e['number']} uit ${e['file']}`,
      },
    },
  },
  contract: transferContract,
  routes,
  jobs,
})
