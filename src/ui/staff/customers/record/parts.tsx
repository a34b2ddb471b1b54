import { type ComponentType, type ReactNode, useMemo } from 'react'
import { Skeleton } from '../../../kit/feedback.tsx'
import { late } from '../../../kit/late.tsx'
import { useT } from '../../../kit/words.ts'
import { modules } from '../../modules.ts'
import { useCan } from '../../shared/session.ts'
import type { Customer, CustomerPanel, OwnTab } from '../../shared/ui-module.ts'

type Part = CustomerPanel & { View: ComponentType<{ customer: Customer }> }

const partsOf = (
  pick: (module: (typeof modules)[number]) => CustomerPanel[] | undefined,
  meanwhile: ReactNode,
): Part[] =>
  modules
    .flatMap((module) => pick(module) ?? [])
    .sort((a, b) => a.order - b.order)
    .map((panel) => ({ ...panel, View: late(panel.load, meanwhile) }))

const tabMeanwhile = <Skeleton lines={[40, 80, 65, 72]} height={16} />

// Made on first use: the list of modules names this page, so it is not complete yet while this file is read.
let all: Record<'tabs' | 'panels' | 'figures', Part[]> | undefined
const parts = () => {
  all ??= {
    tabs: partsOf((module) => module.customerTabs, tabMeanwhile),
    panels: partsOf((module) => module.customerPanels, <Skeleton lines={[60, 80]} />),
    figures: partsOf((module) => module.customerFigures, <Skeleton lines={[40]} />),
  }
  return all
}

type TabView = ComponentType<{ customer: Customer; tab: string }>
const views = new WeakMap<OwnTab['load'], TabView>()

function viewOf(load: OwnTab['load']): TabView {
  const view = views.get(load) ?? late(load, tabMeanwhile)
  views.set(load, view)
  return view
}

type TabPart = { id: string; label: string; order: number; View: TabView }

/** The tabs that the modules have for this customer because of what the workspace has. */
function useOwnTabs(customer: Customer): TabPart[] {
  const tabs: TabPart[] = []
  for (const { useCustomerTabs } of modules) {
    // biome-ignore lint/correctness/useHookAtTopLevel: the list of modules is always the same
    const own = useCustomerTabs?.(customer) ?? []
    for (const { id, name, order, load } of own) tabs.push({ id, label: name, order, View: viewOf(load) })
  }
  return tabs
}

/** What the modules show of this customer: only where it applies and the reader holds the right. */
export function useParts(customer: Customer) {
  const can = useCan()
  const t = useT('customers')
  const own = useOwnTabs(customer)
  const declared = useMemo(() => {
    const fits = ({ permission, applies }: Part) =>
      (!permission || can(permission)) && (!applies || applies(customer))
    const { tabs, panels, figures } = parts()
    return { tabs: tabs.filter(fits), panels: panels.filter(fits), figures: figures.filter(fits) }
  }, [customer, can])
  const worded = declared.tabs.map(
    (tab): TabPart => ({ ...tab, label: t(tab.label), View: tab.View as TabView }),
  )
  return { ...declared, tabs: [...worded, ...own].sort((a, b) => a.order - b.order) }
}
