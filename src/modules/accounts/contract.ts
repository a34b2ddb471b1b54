import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { id, idParams, line, page, paging } from '#lib/fields.ts'
import {
  apiKey,
  country,
  currency,
  email,
  listOf,
  me,
  outboxMail,
  password,
  securityGroup,
  securityGroupChange,
  securityGroupInput,
  session,
  signedIn,
  staffMember,
  token,
} from './shapes.ts'

export * from './shapes.ts'

export const accountsContract = contract({
  // Before anybody is signed in. Every answer is the same whether or not the account exists.
  'GET /setup': {
    summary: 'Does this installation wait for its first account?',
    permission: 'public',
    response: z.object({ needed: z.boolean() }),
  },
  'POST /setup': {
    summary: 'Make the workspace and the first administrator, with the printed link',
    permission: 'public',
    status: 201,
    body: z.strictObject({
      token,
      workspace_name: line(80),
      name: line(120),
      email,
      password,
      language: z.enum(['en', 'nl']).default('en'),
      country: country.nullable().default(null),
      time_zone: z.string().max(60).default('UTC'),
      demo_customers: z.number().int().min(0).max(100_000).default(0),
    }),
    response: signedIn,
    errors: ['token.invalid', 'password.weak'],
  },
  'POST /session': {
    summary: 'Sign in with e-mail and password',
    permission: 'public',
    body: z.strictObject({ email, password: z.string().max(200), remember: z.boolean().default(true) }),
    response: signedIn,
    errors: ['sign_in.refused', 'sign_in.throttled'],
  },
  'POST /session/second-factor': {
    summary: 'Finish signing in with a code or a recovery code',
    permission: 'public',
    body: z.strictObject({
      code: z.string().trim().min(6).max(40),
      recovery: z.boolean().default(false),
      trust_device: z.boolean().default(false),
    }),
    response: signedIn,
    errors: ['second_factor.refused'],
  },
  'DELETE /session': { summary: 'Sign out', permission: 'public' },
  'POST /password-reset-requests': {
    summary: 'Ask for a mail with a reset link',
    permission: 'public',
    body: z.strictObject({ email }),
    status: 202 as const,
    response: z.object({ accepted: z.literal(true) }),
  },
  'POST /password-resets': {
    summary: 'Choose a new password with the mailed link',
    permission: 'public',
    body: z.strictObject({ token, password }),
    response: z.object({ done: z.literal(true) }),
    errors: ['token.invalid', 'password.weak'],
  },
  'GET /invitations/:token': {
    summary: 'Who invites whom',
    permission: 'public',
    params: z.object({ token }),
    response: z.object({
      workspace: z.string(),
      email: z.string(),
      name: z.string(),
      has_account: z.boolean(),
    }),
    errors: ['token.invalid'],
  },
  'POST /invitations/:token/acceptance': {
    summary: 'Accept an invitation; an existing account gives its own password',
    permission: 'public',
    params: z.object({ token }),
    body: z.strictObject({ name: line(120), password: z.string().max(200) }),
    response: signedIn,
    errors: ['token.invalid', 'password.weak', 'sign_in.refused'],
  },

  'GET /me': {
    summary: 'Who am I, and what may I do',
    permission: 'signed-in',
    shows: 'nobody',
    response: me,
  },
  'PATCH /me': {
    summary: 'Change my name, language or preferences',
    permission: 'signed-in',
    body: z.strictObject({
      name: line(120).optional(),
      language: z.enum(['en', 'nl']).optional(),
      preferences: z
        .record(z.string().max(60), z.unknown())
        .optional()
        .describe('Merged into the present ones; null removes'),
    }),
    response: me,
  },
  'PUT /me/password': {
    summary: 'Change my password; my other sessions end',
    permission: 'signed-in',
    body: z.strictObject({ current: z.string().max(200), password }),
    response: z.object({ done: z.literal(true) }),
    errors: ['password.wrong', 'password.weak'],
  },
  'PUT /me/workspace': {
    summary: 'Go to another of my workspaces',
    permission: 'signed-in',
    body: z.strictObject({ workspace_id: id }),
    response: me,
  },
  'GET /me/sessions': {
    summary: 'Where I am signed in',
    permission: 'signed-in',
    shows: 'nobody',
    response: listOf(session),
  },
  'DELETE /me/sessions/:id': {
    summary: 'End one of my sessions',
    permission: 'signed-in',
    params: z.object({ id: z.string().max(100) }),
  },
  'POST /me/second-factor': {
    summary: 'Begin with a second factor: the secret as otpauth URI, and recovery codes',
    confidential: true,
    permission: 'signed-in',
    body: z.strictObject({ password: z.string().max(200) }),
    response: z.object({ uri: z.string(), recovery_codes: z.array(z.string()) }),
    errors: ['password.wrong', 'second_factor.present', 'session.needed'],
  },
  'POST /me/second-factor/confirmation': {
    summary: 'Switch it on with a first code',
    permission: 'signed-in',
    body: z.strictObject({ code: z.string().trim().min(6).max(10) }),
    response: z.object({ done: z.literal(true) }),
    errors: ['second_factor.refused'],
  },
  'DELETE /me/second-factor': {
    summary: 'Switch the second factor off',
    permission: 'signed-in',
    body: z.strictObject({ password: z.string().max(200) }),
    response: z.object({ done: z.literal(true) }),
    errors: ['password.wrong'],
  },

  'GET /colleagues': {
    summary: 'Staff to assign to or mention',
    permission: 'signed-in',
    shows: 'nobody',
    query: z.object({ q: z.string().max(80).optional() }),
    response: z.object({ items: z.array(z.object({ id, name: z.string() })) }),
  },
  'GET /workspace': {
    summary: 'Its settings',
    permission: 'signed-in',
    shows: 'nobody',
    response: me.shape.workspace,
  },
  'PATCH /workspace': {
    summary: 'Change the settings of the workspace',
    permission: 'settings.full',
    body: z.strictObject({
      name: line(80).optional(),
      country: country.nullable().optional(),
      language: z.enum(['en', 'nl']).optional(),
      time_zone: z.string().max(60).optional(),
      currency: currency.optional(),
    }),
    response: me.shape.workspace,
  },
  'POST /workspaces': {
    summary: 'Add a workspace to this installation, with me as administrator',
    permission: 'settings.full',
    body: z.strictObject({ name: line(80) }),
    status: 201,
    response: z.object({ id, name: z.string(), slug: z.string() }),
  },

  'GET /staff': {
    summary: 'Everybody who works here',
    permission: 'users.read',
    shows: 'people',
    response: listOf(staffMember),
  },
  'POST /staff': {
    summary: 'Invite somebody by mail',
    permission: 'users.full',
    status: 201,
    body: z.strictObject({
      name: line(120),
      email,
      group_ids: z.array(id).min(1).max(20),
      language: z.enum(['en', 'nl']).default('en'),
    }),
    response: staffMember,
    errors: ['staff.email.taken', 'staff.invalid', 'rights.not_held'],
  },
  'PATCH /staff/:id': {
    summary: 'Change groups, or disable and enable',
    permission: 'users.full',
    params: idParams,
    ifMatch: true,
    body: z.strictObject({
      name: line(120).optional(),
      group_ids: z.array(id).min(1).max(20).optional(),
      status: z.enum(['active', 'disabled']).optional(),
    }),
    response: staffMember,
    errors: ['staff.last_administrator', 'staff.not_accepted', 'staff.invalid', 'rights.not_held'],
  },
  'POST /staff/:id/invitation': {
    summary: 'Send the invitation again',
    permission: 'users.full',
    params: idParams,
    response: staffMember,
    errors: ['staff.not_invited'],
  },
  'POST /staff/:id/password-reset': {
    summary: 'Make the present password useless at once, and mail a link to choose another',
    permission: 'users.full',
    params: idParams,
    errors: ['staff.not_accepted'],
  },
  'DELETE /staff/:id/sessions': {
    summary: 'Sign out everywhere',
    permission: 'users.full',
    params: idParams,
  },
  'GET /security-groups': {
    summary: 'Security groups, and what they can hold',
    permission: 'users.read',
    shows: 'nobody',
    response: z.object({
      items: z.array(securityGroup),
      catalogue: z.object({
        areas: z.array(z.string()),
        rights: z.array(z.string()),
        hideable_fields: z.array(z.string()),
        custom_fields: z
          .array(z.object({ name: z.string(), target: z.string(), label: z.string() }))
          .describe('Fields of the workspace that can be hidden as well'),
      }),
    }),
  },
  'POST /security-groups': {
    summary: 'Add a security group',
    permission: 'users.full',
    body: securityGroupInput,
    status: 201,
    response: securityGroup,
    errors: ['group.name.taken', 'group.invalid', 'rights.not_held'],
  },
  'PATCH /security-groups/:id': {
    summary: 'Change a security group',
    permission: 'users.full',
    params: idParams,
    ifMatch: true,
    body: securityGroupChange,
    response: securityGroup,
    errors: [
      'staff.last_administrator',
      'group.name.taken',
      'group.in_use',
      'group.invalid',
      'rights.not_held',
    ],
  },
  'DELETE /security-groups/:id': {
    summary: 'Delete a security group that nobody is in',
    permission: 'users.full',
    params: idParams,
    errors: ['group.in_use'],
  },
  'GET /api-keys': {
    summary: 'API keys and their scopes',
    permission: 'users.full',
    shows: 'nobody',
    response: listOf(apiKey),
  },
  'POST /api-keys': {
    summary: 'Make an API key; the secret is shown once',
    confidential: true,
    permission: 'users.full',
    status: 201,
    body: z.strictObject({
      name: line(80),
      scopes: z.array(z.string().max(60)).min(1).max(100),
      expires_at: z.iso
        .datetime()
        .refine((at) => !at.startsWith('0000'), 'the calendar has no year zero')
        .nullable()
        .default(null),
    }),
    response: apiKey.extend({ secret: z.string() }),
    errors: ['scope.unknown', 'scope.not_held'],
  },
  'DELETE /api-keys/:id': { summary: 'Revoke an API key', permission: 'users.full', params: idParams },
  'GET /outbox': {
    summary: 'Mails sent, or kept because no mail server is set',
    permission: 'settings.full',
    shows: 'people',
    query: z.object(paging),
    response: page(outboxMail).extend({ smtp_configured: z.boolean() }),
  },
  'POST /outbox/:id/retry': {
    summary: 'Try a failed mail again',
    permission: 'settings.full',
    params: idParams,
    response: outboxMail,
    errors: ['mail.not_failed'],
  },
})
