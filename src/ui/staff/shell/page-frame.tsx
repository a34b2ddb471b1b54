import type { ReactNode } from 'react'
import { useT } from '../../kit/words.ts'
import { useFrameTitle } from '../shared/page-title.ts'
import { allows, useMeIfKnown } from '../shared/session.ts'
import type { UiPage } from '../shared/ui-module.ts'
import { PageForbidden } from './failures.tsx'

/** Title and permission of a page. */
export function PageFrame({ page, children }: { page: UiPage; children: ReactNode }) {
  const t = useT('staff')
  const me = useMeIfKnown()
  useFrameTitle(t(page.title))
  if (page.permission && me && !allows(me, page.permission)) return <PageForbidden />
  return children
}
