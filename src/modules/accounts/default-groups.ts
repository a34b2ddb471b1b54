import type { Grants } from './access.ts'

type Group = Grants & { name: string }

const of = (name: string, areas: Record<string, string>, rights: string[] = []): Group => ({
  name,
  administrator: false,
  areas,
  rights,
  hidden_fields: [],
})

/** The security groups that a new workspace begins with. They can be changed and deleted. */
export const defaultGroups: readonly Group[] = [
  { ...of('Administrator', {}), administrator: true },
  of('Front desk', { customers: 'write', notes: 'write', tasks: 'write' }),
  of('Bookkeeper', { customers: 'write', notes: 'read', tasks: 'write' }, ['customers.export']),
  of('Read only', { customers: 'read', notes: 'read', tasks: 'read' }),
]
