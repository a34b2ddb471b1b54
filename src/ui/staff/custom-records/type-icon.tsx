import type { ComponentType } from 'react'
import {
  IconBallFootball,
  IconBike,
  IconBook,
  IconBox,
  IconCar,
  IconCertificate,
  IconDeviceLaptop,
  IconHeart,
  IconHome,
  IconKey,
  IconMusic,
  IconPaw,
  IconPlant2,
  IconSailboat,
  IconTool,
  IconTruck,
} from '../../kit/icons.ts'
import type { RecordType } from './record-types.ts'

type Icon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>

export const typeIcons: Record<RecordType['icon'], Icon> = {
  box: IconBox,
  boat: IconSailboat,
  car: IconCar,
  bike: IconBike,
  truck: IconTruck,
  machine: IconTool,
  home: IconHome,
  paw: IconPaw,
  plant: IconPlant2,
  key: IconKey,
  certificate: IconCertificate,
  heart: IconHeart,
  music: IconMusic,
  ball: IconBallFootball,
  book: IconBook,
  device: IconDeviceLaptop,
}

export function TypeIcon({ icon, size = 16 }: { icon: RecordType['icon']; size?: number }) {
  const Drawn = typeIcons[icon]
  return <Drawn size={size} stroke={1.75} aria-hidden />
}
