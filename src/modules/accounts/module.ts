import { looseRef, personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { mailJobs } from '#platform/mail/delivery.ts'
import { accountsContract } from './contract.ts'
import { passwordResetJobs } from './password-resets.ts'
import { routes } from './routes.ts'

/** Workspaces, the people who work in them, what they may do, and how they and their programs get in. */
export const accountsModule = defineModule({
  name: 'accounts',
  uses: [],
  permissions: { area: 'users', moreAreas: ['settings'] },
  tables: {
    staff_members: {
      id: plain,
      name: personal('name'),
      email: personal('email'),
      status: plain,
      language: plain,
      preferences: plain,
      last_seen_at: plain,
      created_at: plain,
      version: plain,
    },
    security_groups: {
      id: plain,
      name: plain,
      audience: plain,
      administrator: plain,
      areas: plain,
      rights: plain,
      hidden_fields: plain,
      created_at: plain,
      version: plain,
    },
    staff_security_groups: { staff_id: ref('staff_members'), group_id: ref('security_groups') },
    api_keys: {
      id: plain,
      name: plain,
      secret_hash: plain,
      hint: plain,
      scopes: plain,
      created_by: looseRef('staff_members', 'a key outlives who made it in the history of what it did'),
      created_at: plain,
      expires_at: plain,
      last_used_at: plain,
      revoked_at: plain,
    },
    outbox_mails: {
      id: plain,
      recipient: personal('email'),
      subject: personal('text'),
      body_text: personal('text'),
      body_html: personal('text'),
      kind: plain,
      state: plain,
      attempts: plain,
      // What the mail server said, which often repeats the address.
      error: personal('text'),
      created_at: plain,
      sent_at: plain,
    },
  },
  events: {},
  contract: accountsContract,
  routes,
  jobs: (app) => ({ ...mailJobs(app), ...passwordResetJobs(app) }),
})
