/** Customers of the demo world that were just made, for modules that hang something on them. */
export type DemoBatch = {
  customers: readonly {
    id: string
    /** Its place in the world, from 0. */
    index: number
    kind: 'individual' | 'organisation'
    name: string
    lastName: string | null
    city: string | null
    createdAt: Date
  }[]
  /** A number from 0 up to 1, the same for the same world, customer and purpose. */
  chance(customer: { index: number }, purpose: string): number
  /** An id that is the same for the same world, customer and purpose; UUIDv7. */
  id(customer: { index: number; createdAt: Date }, purpose: string): string
  /** The present of the world. */
  until: Date
  /** Ids of the demo staff. */
  staff: readonly string[]
}
