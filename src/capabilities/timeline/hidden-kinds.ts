import type { Registry } from '#capabilities/declaration/registry.ts'
import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'

/** Kinds of events by the right to see them: that of their records, else that of the area of their module. */
function rightsByKind({ modules, records }: Registry): Map<string, string> {
  const rights = new Map<string, string>()
  for (const { events, permissions } of modules) {
    for (const name of Object.keys(events)) {
      const kind = name.split('.')[0]!
      const right = records.get(kind)?.permissions.read ?? (permissions?.area && `${permissions.area}.read`)
      if (right) rights.set(kind, right)
    }
  }
  return rights
}

const known = new WeakMap<Registry, Map<string, string>>()

/** Kinds of events that the caller has no right to see. */
export function hiddenKinds(ctx: Ctx, registry: Registry): string[] {
  const rights = known.get(registry) ?? rightsByKind(registry)
  known.set(registry, rights)
  return [...rights].flatMap(([kind, right]) => (may(ctx.access, right) ? [] : [kind]))
}

/** The sorts that the caller may see of each kind of which they may not see all, as `<kind>:<sort>`. */
export async function visibleSorts(
  ctx: Ctx,
  registry: Registry,
): Promise<{ kinds: string[]; visible: string[] }> {
  const kinds: string[] = []
  const visible: string[] = []
  for (const [kind, { sorts, permissions }] of registry.records) {
    if (!sorts || !may(ctx.access, permissions.read)) continue
    const seen = await sorts(ctx)
    if (!seen) continue
    kinds.push(kind)
    visible.push(...seen.map((sort) => `${kind}:${sort}`))
  }
  return { kinds, visible }
}
