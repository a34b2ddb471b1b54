import type { ComponentType } from 'react'
import {
  IconAlignLeft,
  IconCalendar,
  IconCash,
  IconCircleDot,
  IconHash,
  IconLetterT,
  IconListCheck,
  IconToggleRight,
  IconUser,
} from '../../kit/icons.ts'
import type { FieldType } from './custom-field.ts'

const icons: Record<FieldType, ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>> = {
  text: IconLetterT,
  long_text: IconAlignLeft,
  number: IconHash,
  money: IconCash,
  date: IconCalendar,
  choice: IconCircleDot,
  multi_choice: IconListCheck,
  yes_no: IconToggleRight,
  customer: IconUser,
}

export function TypeIcon({ type }: { type: FieldType }) {
  const Icon = icons[type]
  return <Icon size={16} stroke={1.75} aria-hidden />
}
