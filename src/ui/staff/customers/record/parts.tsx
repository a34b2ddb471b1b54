import { type ComponentType, type ReactNode, useMemo } from 'react'
import { Skeleton } from '../../../kit/feedback.tsx'
import { late } from '../../../kit/late.tsx'
import { modules } from '../../modules.ts'
import { useCan } from '../../shared/session.ts'
import type { Customer, CustomerPanel } from '../../shared/ui-module.ts'

type Part = CustomerPanel & { View: ComponentType<{ customer: Customer }> }

const partsOf = (
  pick: (module: (typeof modules)[number]) => CustomerPanel[] | undefined,
  meanwhile: ReactNode,
): Part[] =>
  modules
    .flatMap((module) => pick(module) ?? [])
    .sort((a, b) => a.order - b.order)
    .map((panel) => ({ ...panel, View: late(panel.load, meanwhile) }))

// Made on first use: the list of modules names this page, so it is not complete yet while this file is read.
let all: Record<'tabs' | 'panels' | 'figures', Part[]> | undefined
const parts = () => {
  all ??= {
    tabs: partsOf((module) => module.customerTabs, <Skeleton lines={[40, 80, 65, 72]} height={16} />),
    panels: partsOf((module) => module.customerPanels, <Skeleton lines={[60, 80]} />),
    figures: partsOf((module) => module.customerFigures, <Skeleton lines={[40]} />),
  }
  return all
}

/** What the modules show of this customer: only where it applies and the reader holds the right. */
export function useParts(customer: Customer) {
  const can = useCan()
  return useMemo(() => {
    const fits = ({ permission, applies }: Part) =>
      (!permission || can(permission)) && (!applies || applies(customer))
    const { tabs, panels, figures } = parts()
    return { tabs: tabs.filter(fits), panels: panels.filter(fits), figures: figures.filter(fits) }
  }, [customer, can])
}
