import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { PostgresDialect } from 'kysely'
import pg from 'pg'
import type { App } from '../app.ts'
import { isSecure, secretOf } from './cookies.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { addressHeader } from './sign-in.ts'

const rememberedFor = 30 * 86_400

/** better-auth reads times as `Date`, where the rest of the house has text; so its queries get pg's own parsers. */
function poolWithDates(owner: pg.Pool) {
  return {
    options: owner.options,
    async connect() {
      const client = await owner.connect()
      return {
        query: (text: string, values: unknown[]) => client.query({ text, values, types: pg.types }),
        release: (broken?: Error) => client.release(broken),
      }
    },
    end: async () => {},
  }
}

/**
 * better-auth as we use it: signing in with a password and a second factor. None of its HTTP routes are served;
 * ours call it, with limits, workspaces and invitations around it. It calls nobody: no telemetry, no breach lists.
 */
export function makeEngine(app: App) {
  const { settings } = app
  return betterAuth({
    appName: 'Regulars',
    baseURL: settings.url,
    secret: secretOf(settings),
    database: {
      dialect: new PostgresDialect({ pool: poolWithDates(app.database.pools.owner) as never }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(password, hash) },
    },
    session: { expiresIn: rememberedFor, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'regulars',
      useSecureCookies: isSecure(settings),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({ issuer: 'Regulars', twoFactorCookieMaxAge: 600, trustDeviceMaxAge: rememberedFor }),
    ],
  })
}

export type Engine = ReturnType<typeof makeEngine>
