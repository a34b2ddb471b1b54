/** How far somebody may go in an area; each level includes those before it. */
export const levels = ['none', 'read', 'write', 'full'] as const
export type Level = (typeof levels)[number]

/** `{ customers: 'write' }` becomes `customers.read`, `customers.write`. */
export function permissionsOf(areas: Readonly<Record<string, string>>): string[] {
  return Object.entries(areas).flatMap(([area, level]) =>
    levels.slice(1, levels.indexOf(level as Level) + 1).map((held) => `${area}.${held}`),
  )
}
