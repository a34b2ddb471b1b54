import { useRef } from 'react'
import type { Customer } from '../../shared/ui-module.ts'
import { Belonging } from './belonging.tsx'
import { CustomFields } from './custom-group.tsx'
import { AddressFields, CompanyFields, ContactFields, IdentityFields } from './field-groups.tsx'
import { Latest, PinnedNotes } from './glance.tsx'
import { Origin } from './origin.tsx'
import classes from './overview.module.css'
import { useWish } from './wish.ts'

/** Everything that is known about the customer, to be edited where it stands; beside it what matters at a glance. */
export default function OverviewTab({ customer }: { customer: Customer }) {
  const box = useRef<HTMLDivElement>(null)
  useWish('edit', () => box.current?.querySelector<HTMLElement>('[data-edit]')?.click())
  useWish('tags', () => box.current?.querySelector<HTMLElement>('[data-field="tags"] [data-edit]')?.click())
  return (
    <div ref={box} className={classes.overview}>
      <div className={classes.main}>
        <IdentityFields customer={customer} />
        <ContactFields customer={customer} />
        <AddressFields customer={customer} />
        <CompanyFields customer={customer} />
        <CustomFields customer={customer} />
      </div>
      <div className={classes.side}>
        <Belonging customer={customer} />
        <PinnedNotes customer={customer} />
        <Latest customer={customer} />
        <Origin customer={customer} />
      </div>
    </div>
  )
}
