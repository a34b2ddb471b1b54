import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
  redirect,
} from '@tanstack/react-router'
import { Confirmations } from '../kit/confirm.tsx'
import { theme } from '../kit/theme.ts'
import { Toasts } from '../kit/toast.tsx'
import { KeptList } from './history/kept.tsx'
import { modules } from './modules.ts'
import { onSignedOut } from './shared/api.ts'
import { pageWords } from './shared/language.ts'
import { queryClient } from './shared/queries.ts'
import { fromQueryString, type ParsedQuery, toQueryString } from './shared/query-string.ts'
import { forgetEverything, meQuery } from './shared/session.ts'
import type { UiPage } from './shared/ui-module.ts'
import { PageFailed, PageMissing } from './shell/failures.tsx'
import { PageFrame } from './shell/page-frame.tsx'
import { Shell } from './shell/shell.tsx'

const pages = modules.flatMap((module) => module.pages ?? [])

const rootRoute = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
      <Confirmations />
      <KeptList />
    </>
  ),
  notFoundComponent: PageMissing,
})
const frameRoute = createRoute({ getParentRoute: () => rootRoute, id: 'app', component: Shell })

/** A page draws its words at once, so they are fetched beside its code. */
const withWords =
  <T,>(load: () => Promise<T>) =>
  async () =>
    (await Promise.all([load(), pageWords()]))[0]

function routeOf(page: UiPage) {
  const parent = page.frame === 'bare' ? rootRoute : frameRoute
  const Page = 'component' in page ? page.component : lazyRouteComponent(withWords(page.load))
  const preload = 'preload' in Page ? (Page.preload as () => Promise<void>) : undefined
  const component = Object.assign(
    () => (
      <PageFrame page={page}>
        <Page />
      </PageFrame>
    ),
    { preload },
  )
  return createRoute({
    getParentRoute: () => parent as typeof rootRoute,
    path: page.path,
    validateSearch: (search: Record<string, unknown>) => search as ParsedQuery,
    loaderDeps: ({ search }) => ({ search }),
    loader: ({ params, deps }) => page.prefetch?.({ params, search: deps.search }),
    component,
  })
}

const startsAt = () =>
  modules.flatMap((m) => m.nav ?? []).sort((a, b) => a.order - b.order)[0]?.to ?? '/sign-in'
const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: startsAt(), replace: true })
  },
})

const nowhere = createRoute({
  getParentRoute: () => frameRoute as unknown as typeof rootRoute,
  path: '$',
  component: PageMissing,
})

const router = createRouter({
  routeTree: rootRoute.addChildren([
    home,
    frameRoute.addChildren([...pages.filter((page) => page.frame !== 'bare').map(routeOf), nowhere]),
    ...pages.filter((page) => page.frame === 'bare').map(routeOf),
  ]),
  parseSearch: (text) => fromQueryString(text),
  stringifySearch: (search) => {
    const text = toQueryString(search as ParsedQuery)
    return text && `?${text}`
  },
  defaultPreload: 'intent',
  defaultPreloadDelay: 40,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: PageMissing,
  scrollRestoration: false,
})

onSignedOut(() => {
  const { pathname, href } = router.state.location
  if (
    pages.some(
      (page) => page.frame === 'bare' && page.path.split('/$')[0] === pathname.replace(/(\/[^/]+)\/.*/, '$1'),
    )
  )
    return
  forgetEverything()
  void router.navigate({
    to: '/sign-in',
    search: href === '/' ? {} : { to: href },
    replace: true,
  } as Parameters<typeof router.navigate>[0])
})

/** Asks for the session and the first page's data before anything is drawn. */
export function startPage() {
  const bare = /^\/(sign-in|forgot-password|reset-password|invitation|setup)\b/.test(location.pathname)
  if (!bare) void queryClient.prefetchQuery(meQuery)
  void router.load()
}

export const App = () => (
  <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>
)
