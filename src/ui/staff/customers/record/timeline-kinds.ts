import { useMemo } from 'react'
import { modules } from '../../modules.ts'
import { useCan } from '../../shared/session.ts'
import type { TimelineKind } from '../../shared/ui-module.ts'

/** The kinds of events that the reader may see, as the modules declare them. */
export function useTimelineKinds(): TimelineKind[] {
  const can = useCan()
  return useMemo(
    () =>
      modules
        .flatMap((module) => module.timelineKinds ?? [])
        .filter(({ permission }) => !permission || can(permission)),
    [can],
  )
}
