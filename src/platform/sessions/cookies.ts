import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { installationSecret, type Settings } from '../settings.ts'

const secrets = new WeakMap<Settings, string>()

/** The key that signs cookies and links, read once. */
export function secretOf(settings: Settings): string {
  const secret = secrets.get(settings) ?? installationSecret(settings)
  secrets.set(settings, secret)
  return secret
}

export const isSecure = (settings: Settings): boolean => settings.url.startsWith('https:')

/** What names begin with. Over TLS browsers then take the cookies from this very host alone, and send them nowhere else. */
export const cookiePrefix = (settings: Settings): string => `${isSecure(settings) ? '__Host-' : ''}regulars`

export const cookieName = (settings: Settings, name: string): string => `${cookiePrefix(settings)}.${name}`

const sign = (value: string, secret: string) => createHmac('sha256', secret).update(value).digest('base64')

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The value of a cookie that ends in `.` and our signature; undefined when it is absent or forged. */
export function signedCookie(request: FastifyRequest, settings: Settings, name: string): string | undefined {
  const text = request.cookies[cookieName(settings, name)]
  const dot = text?.lastIndexOf('.') ?? -1
  if (!text || dot < 1) return undefined
  const value = text.slice(0, dot)
  return sameText(text.slice(dot + 1), sign(value, secretOf(settings))) ? value : undefined
}

/** @param cookie `maxAge` in seconds; without it the cookie ends with the browser */
export function setSignedCookie(
  reply: FastifyReply,
  settings: Settings,
  cookie: { name: string; value: string; maxAge?: number },
): void {
  void reply.setCookie(
    cookieName(settings, cookie.name),
    `${cookie.value}.${sign(cookie.value, secretOf(settings))}`,
    {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure(settings),
      path: '/',
      ...(cookie.maxAge !== undefined && { maxAge: cookie.maxAge }),
    },
  )
}
