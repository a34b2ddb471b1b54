import {
  IconBuilding,
  IconCircleCheck,
  IconStar,
  IconTag,
  IconUser,
  IconUsers,
  IconUsersGroup,
} from '../../kit/icons.ts'

/** The icons that a commercial group can carry, by the name that is stored. */
export const groupIcons = {
  users: IconUsers,
  user: IconUser,
  family: IconUsersGroup,
  building: IconBuilding,
  star: IconStar,
  check: IconCircleCheck,
  tag: IconTag,
} as const

export function GroupIcon({ name }: { name: string }) {
  const Icon = groupIcons[name as keyof typeof groupIcons] ?? IconUsers
  return <Icon size={16} stroke={1.75} aria-hidden style={{ verticalAlign: '-3px' }} />
}
