import { plain } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { customFieldsContract } from './contract.ts'
import { demo } from './demo.ts'
import { routes } from './routes.ts'

/** Fields that a workspace adds to its records. Their values belong to the records. */
export const customFieldsModule = defineModule({
  name: 'custom-fields',
  uses: ['customers'],
  permissions: { area: 'fields' },
  tables: {
    custom_fields: {
      id: plain,
      target: plain,
      key: plain,
      former_keys: plain,
      label: plain,
      help: plain,
      type: plain,
      required: plain,
      default_value: plain,
      choices: plain,
      currency: plain,
      personal: plain,
      read_level: plain,
      write_level: plain,
      position: plain,
      retired_at: plain,
      created_at: plain,
      version: plain,
    },
  },
  events: {},
  demo,
  contract: customFieldsContract,
  routes,
})
