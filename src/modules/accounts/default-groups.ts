import type { App } from '#platform/app.ts'
import type { Grants } from './access.ts'

type Group = Grants & { name: string }

const specialRights: Readonly<Record<string, readonly string[]>> = { Bookkeeper: ['customers.export'] }

/**
 * The security groups that a new workspace begins with: administrators, and those whose levels the modules declare.
 * They can be changed and deleted.
 */
export const defaultGroups = ({ catalogue }: App): Group[] => [
  { name: 'Administrator', administrator: true, areas: {}, rights: [], hidden_fields: [] },
  ...Object.entries(catalogue.beginningLevels).map(([name, areas]) => ({
    name,
    administrator: false,
    areas: { ...areas },
    rights: specialRights[name] ?? [],
    hidden_fields: [],
  })),
]
