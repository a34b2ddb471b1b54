import { implement } from '#platform/http/routes.ts'
import { createApiKey, listApiKeys, revokeApiKey, withMaker } from './api-keys.ts'
import { accountsContract } from './contract.ts'
import { acceptInvitation, invite, inviteAgain, showInvitation } from './invitations.ts'
import { changeMe, goToWorkspace, readMe } from './me.ts'
import { listOutbox, retryMail } from './outbox.ts'
import { changePassword } from './password.ts'
import { forcePasswordReset, requestPasswordReset, resetPassword } from './password-resets.ts'
import { startSecondFactor, switchOffSecondFactor, switchOnSecondFactor } from './second-factor.ts'
import {
  addSecurityGroup,
  changeSecurityGroup,
  deleteSecurityGroup,
  listSecurityGroups,
} from './security-groups.ts'
import { finishSignIn, signIn, signOut } from './session.ts'
import { endOwnSession, endStaffSessions, listSessions } from './sessions.ts'
import { setUp, setupNeeded } from './setup.ts'
import { changeStaff } from './staff.ts'
import { listColleagues, listStaff } from './staff-queries.ts'
import { addOwnWorkspace, changeWorkspace, findWorkspace } from './workspaces.ts'

export const routes = implement(accountsContract, {
  'GET /setup': (ctx) => setupNeeded(ctx),
  'POST /setup': (ctx, { body }, http) => setUp(ctx, body, http),
  'POST /session': (ctx, { body }, http) => signIn(ctx, body, http),
  'POST /session/second-factor': (ctx, { body }, http) => finishSignIn(ctx, body, http),
  'DELETE /session': (ctx, _input, http) => signOut(ctx, http),
  'POST /password-reset-requests': (ctx, { body }, http) => requestPasswordReset(ctx, body, http),
  'POST /password-resets': (ctx, { body }, http) => resetPassword(ctx, body, http),
  'GET /invitations/:token': (ctx, { params }) => showInvitation(ctx, params.token),
  'POST /invitations/:token/acceptance': (ctx, { params, body }, http) =>
    acceptInvitation(ctx, params.token, body, http),

  'GET /me': (ctx) => readMe(ctx),
  'PATCH /me': (ctx, { body }) => changeMe(ctx, body),
  'PUT /me/password': (ctx, { body }, http) => changePassword(ctx, body, http),
  'PUT /me/workspace': (ctx, { body }, http) => goToWorkspace(ctx, body.workspace_id, http),
  'GET /me/sessions': (ctx) => listSessions(ctx),
  'DELETE /me/sessions/:id': (ctx, { params }) => endOwnSession(ctx, params.id),
  'POST /me/second-factor': (ctx, { body }, http) => startSecondFactor(ctx, body, http),
  'POST /me/second-factor/confirmation': (ctx, { body }, http) => switchOnSecondFactor(ctx, body, http),
  'DELETE /me/second-factor': (ctx, { body }, http) => switchOffSecondFactor(ctx, body, http),

  'GET /colleagues': (ctx, { query }) => listColleagues(ctx, query.q),
  'GET /workspace': (ctx) => findWorkspace(ctx),
  'PATCH /workspace': (ctx, { body }) => changeWorkspace(ctx, body),
  'POST /workspaces': (ctx, { body }) => addOwnWorkspace(ctx, body),

  'GET /staff': (ctx) => listStaff(ctx),
  'POST /staff': (ctx, { body }) => invite(ctx, body),
  'PATCH /staff/:id': (ctx, { params, body }, { ifMatch }) => changeStaff(ctx, params.id, body, ifMatch),
  'POST /staff/:id/invitation': (ctx, { params }) => inviteAgain(ctx, params.id),
  'POST /staff/:id/password-reset': (ctx, { params }) => forcePasswordReset(ctx, params.id),
  'DELETE /staff/:id/sessions': (ctx, { params }) => endStaffSessions(ctx, params.id),
  'GET /security-groups': (ctx) => listSecurityGroups(ctx),
  'POST /security-groups': (ctx, { body }) => addSecurityGroup(ctx, body),
  'PATCH /security-groups/:id': (ctx, { params, body }, { ifMatch }) =>
    changeSecurityGroup(ctx, params.id, body, ifMatch),
  'DELETE /security-groups/:id': (ctx, { params }) => deleteSecurityGroup(ctx, params.id),
  'GET /api-keys': (ctx) => listApiKeys(ctx),
  'POST /api-keys': async (ctx, { body }) => withMaker(ctx, await createApiKey(ctx, body)),
  'DELETE /api-keys/:id': (ctx, { params }) => revokeApiKey(ctx, params.id),
  'GET /outbox': (ctx, { query }) => listOutbox(ctx, query),
  'POST /outbox/:id/retry': (ctx, { params }) => retryMail(ctx, params.id),
})
