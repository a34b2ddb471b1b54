// How long a sign-in lasts, in seconds. docs/security.md says why (ASVS 5.0, 7.1.1).

/** "Stay signed in": on a device of one's own. */
export const remembered = 30 * 86_400
/** Without it: a shift at a desk that others use too. */
export const shift = 12 * 3_600

const idleRemembered = '7 days'
const idleShift = '2 hours'

/**
 * The condition that a row of `auth.session` still opens something: neither has its time run out, nor was it left
 * unused for too long. Its last use is noted once a minute.
 * @param now the placeholder of the present time, such as `$2`
 */
export const isLive = (now: string): string =>
  `"expiresAt" > ${now}::timestamptz AND "updatedAt" > ${now}::timestamptz - CASE
    WHEN "expiresAt" - "createdAt" > interval '1 day' THEN interval '${idleRemembered}' ELSE interval '${idleShift}' END`
