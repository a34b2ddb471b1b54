import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { PostgresDialect } from 'kysely'
import pg from 'pg'
import type { App } from '../app.ts'
import { cookiePrefix, isSecure, secretOf } from './cookies.ts'
import { remembered } from './lifetimes.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { addressHeader } from './sign-in.ts'

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
    session: { expiresIn: remembered, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      // Its own prefix is the weaker `__Secure-`, so it is told to set none.
      cookiePrefix: cookiePrefix(settings),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(settings) },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [twoFactor({ issuer: 'Regulars', twoFactorCookieMaxAge: 600, trustDeviceMaxAge: remembered })],
  })
}

export type Engine = ReturnType<typeof makeEngine>
