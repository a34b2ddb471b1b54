import type { ParsedQuery } from '../../shared/query-string.ts'

/** The filters of the list in the order of the panel. Values are those of the API: several are joined by commas. */
export const filterNames = [
  'name',
  'company',
  'vat_number',
  'email',
  'phone',
  'kind',
  'status',
  'country',
  'group',
  'tag',
  'segment',
  'source',
  'created_from',
  'created_to',
] as const
/** A custom field is asked about by its key. */
export type CustomName = `custom.${string}`
type BuiltIn = (typeof filterNames)[number]
export type FilterName = BuiltIn | CustomName
export type Filter = Partial<Record<BuiltIn, string>> & { [custom: CustomName]: string }

/** What the address of the list says: all of it can be bookmarked and sent to a colleague. */
export type ListState = {
  q: string
  filter: Filter
  sort: string
  /** The saved view that was chosen; filter and sort may have moved on from it since. */
  view: string | null
  /** The customer in the side panel. */
  preview: string | null
}

export const defaultSort = 'name'
export const isCustom = (name: string): name is CustomName => /^custom\.[a-z][a-z0-9_]*$/.test(name)
const isFilter = (name: string): name is FilterName =>
  (filterNames as readonly string[]).includes(name) || isCustom(name)
/** Those that are on, in the order of the panel. */
export const filtersOn = (filter: Filter): FilterName[] => [
  ...filterNames.filter((name) => filter[name]),
  ...Object.keys(filter)
    .filter(isCustom)
    .filter((name) => filter[name])
    .sort(),
]
const text = (value: ParsedQuery[string] | undefined) => (typeof value === 'string' ? value : '')

/** Unknown filters are left out: an address typed by hand must not end in an error. */
export function readSearch(search: ParsedQuery): ListState {
  const given = typeof search['filter'] === 'object' ? search['filter'] : {}
  const filter = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => isFilter(name) && value !== ''),
  )
  return {
    q: text(search['q']),
    filter,
    sort: text(search['sort']) || defaultSort,
    view: text(search['view']) || null,
    preview: text(search['preview']) || null,
  }
}

/** The other way round; what is as usual is left out of the address. */
export function writeSearch(state: ListState): ParsedQuery {
  const search: ParsedQuery = {}
  if (state.view) search['view'] = state.view
  if (state.q) search['q'] = state.q
  if (Object.keys(state.filter).length > 0) search['filter'] = state.filter as Record<string, string>
  if (state.sort !== defaultSort) search['sort'] = state.sort
  if (state.preview) search['preview'] = state.preview
  return search
}

/** What finds the rows: two states with the same question show the same list. */
export type Question = Pick<ListState, 'q' | 'filter' | 'sort'>

export const questionOf = ({ q, filter, sort }: Question): Question => ({
  q: q.trim(),
  filter: Object.fromEntries(
    filtersOn(filter).flatMap((name) => (filter[name]?.trim() ? [[name, filter[name].trim()]] : [])),
  ),
  sort,
})

/** As the API wants it; blanks are left out. */
export const queryOf = (question: Question) => ({
  ...(question.q && { q: question.q }),
  filter: question.filter,
  sort: question.sort,
})

export const keyOf = (question: Question) => JSON.stringify(questionOf(question))
export const isFiltered = (question: Question) => question.q !== '' || Object.keys(question.filter).length > 0
export const countFilters = (filter: Filter) =>
  Object.keys(filter).length - (filter.created_from && filter.created_to ? 1 : 0)

/** Sets a filter, or takes it away when blank. */
export function withFilter(filter: Filter, name: FilterName, value: string): Filter {
  const { [name]: _, ...rest } = filter
  return value === '' ? rest : { ...rest, [name]: value }
}

export const listOf = (value: string | undefined) => (value ? value.split(',') : [])

export function sortOf(sort: string): { by: string; direction: 'asc' | 'desc' } {
  return sort.startsWith('-') ? { by: sort.slice(1), direction: 'desc' } : { by: sort, direction: 'asc' }
}
