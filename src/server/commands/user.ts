import { type Command, Option } from 'commander'
import { z } from 'zod'
import { weakness } from '#modules/accounts/password.ts'
import { forceReset } from '#modules/accounts/password-resets.ts'
import { disableUser, type ListedUser, listUsers, makeKeyFor, putUser } from '#modules/accounts/users.ts'
import type { App } from '#platform/app.ts'
import { audit } from '#platform/audit.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { withApp } from '../open-app.ts'

type Add = {
  email: string
  password?: string
  name?: string
  admin?: boolean
  group?: string
  apiKey?: boolean
  workspace?: string
}
type Who = { email: string; workspace?: string }

const email = () => new Option('--email <address>', 'the address to sign in with').makeOptionMandatory()
const workspace = () => new Option('--workspace <slug>', 'which workspace; the first when not given')

export function register(program: Command): void {
  const user = program.command('user').description('Add, list, disable users; reset a password')

  user
    .command('add')
    .description('Make a user without a browser, or change the one with this address')
    .addOption(email())
    .option('--password <password>', 'needed for somebody new')
    .option('--name <name>', 'how colleagues see them')
    .option('--admin', 'may do everything')
    .option('--group <name>', 'the security group of somebody who is no administrator (Front desk)')
    .option('--api-key', 'also make an API key; it is printed alone on the last line')
    .addOption(workspace())
    .action((options: Add) => withApp('user add', (app) => add(app, options)))

  user
    .command('list')
    .description('All users of all workspaces')
    .action(() => withApp('user list', list))

  user
    .command('disable')
    .description('Shut somebody out at once')
    .addOption(email())
    .addOption(workspace())
    .action((who: Who) => withApp('user disable', (app) => disable(app, who)))

  user
    .command('reset-password')
    .description('Make the present password useless at once, and send a link to choose another')
    .addOption(email())
    .action((who: Who) => withApp('user reset-password', (app) => resetPassword(app, who)))
}

async function add(app: App, { admin = false, apiKey, ...about }: Add): Promise<void> {
  // The same rule as the sign-in page has: who is let in here must be able to type it there.
  if (!z.email().safeParse(about.email.trim()).success)
    throw new Error(`${about.email} is no e-mail address.`)
  await warnOfWeakness(about)
  const made = await putUser(app, { ...about, administrator: admin })
  console.log(`${made.created ? 'Added' : 'Changed'} ${about.email}${admin ? ', administrator' : ''}`)
  if (apiKey) console.log(await makeKeyFor(app, made))
}

/** Whoever types this command may choose; the staff app would refuse such a password. */
async function warnOfWeakness({ email, name = '', password }: Add): Promise<void> {
  const reason = password === undefined ? undefined : await weakness(password, { email, name })
  if (!reason) return
  const why = { short: 'is short', personal: 'holds the name or address', common: 'is easy to guess' }[reason]
  console.error(`This password ${why}. It works; choose a better one after signing in.`)
}

async function list(app: App): Promise<void> {
  for (const user of await listUsers(app)) {
    console.log(
      [
        user.workspace,
        user.email,
        user.name,
        user.status,
        ...(user.administrator ? ['administrator'] : []),
      ].join('\t'),
    )
  }
}

async function find(app: App, who: Who): Promise<ListedUser> {
  const found = await listUsers(app, who.email)
  const here = who.workspace === undefined ? found[0] : found.find((user) => user.workspace === who.workspace)
  if (!here) throw new Error(`There is no user ${who.email}. "regulars user list" shows all.`)
  return here
}

async function disable(app: App, who: Who): Promise<void> {
  const user = await find(app, who)
  await disableUser(app, user)
  console.log(`${user.email} is shut out of ${user.workspace}`)
}

async function resetPassword(app: App, who: Who): Promise<void> {
  const user = await find(app, who)
  if (!user.account_id)
    throw new Error(`${user.email} has not accepted the invitation yet, so there is no password.`)
  await forceReset(app, user.account_id)
  await inTransaction(app, systemPrincipal(user.workspace_id), 'user reset-password', (ctx) =>
    audit(ctx, { action: 'command.user.reset-password', subjectKind: 'staff', subjectId: user.staff_id }),
  )
  const where = app.mail.configured ? 'is on its way by mail' : 'lies in the outbox (Settings > Outbox)'
  console.log(`The password of ${user.email} does not work any more; a link to choose another ${where}`)
}
