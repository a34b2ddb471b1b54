import { collapse, collapseLines } from '#lib/text.ts'
import { readCountry } from '#modules/customers/faults.ts'
import type { FieldError } from '#platform/errors.ts'
import type { AddressParts, GivenAddress } from './import-row.ts'
import type { AddressAt } from './plan.ts'
import { cellOf, fits, pushFaults, type Reading } from './reading.ts'

const most: Record<keyof AddressParts, number> = {
  street: 200,
  extra: 200,
  postcode: 20,
  city: 120,
  region: 120,
  country: 80,
}

/** House number and street as they are written where the file comes from. */
const streetLine = (street: string, number: string, addition: string, numberFirst: boolean): string => {
  if (!number || street.endsWith(` ${number}`)) return street
  // "12" and "A" are one number, "12" and "2nd floor" are not.
  const whole = addition
    ? /^[\p{L}\d]{1,4}$/u.test(addition)
      ? `${number}${/^\d/.test(addition) ? '-' : ''}${addition}`
      : `${number} ${addition}`
    : number
  return numberFirst ? `${whole} ${street}`.trim() : `${street} ${whole}`.trim()
}

/** The parts of an address that the file has columns for; null for a blank one. */
export function readAddress(reading: Reading, at: AddressAt): GivenAddress {
  const given: GivenAddress = {}
  for (const [part, column] of Object.entries(at.parts) as [
    keyof AddressParts,
    NonNullable<AddressAt['houseNumber']>,
  ][]) {
    // A street of several lines is one line here.
    const text =
      part === 'street'
        ? collapse(collapseLines(reading.cells[column.index] ?? '').replaceAll('\n', ', '))
        : cellOf(reading, column)
    given[part] = text && fits(reading, column, text, most[part]) ? text : null
  }
  if (at.houseNumber) {
    const street = streetLine(
      given.street ?? '',
      cellOf(reading, at.houseNumber),
      cellOf(reading, at.addition),
      at.numberFirst,
    )
    given.street =
      street && fits(reading, at.parts.street ?? at.houseNumber, street, most.street) ? street : null
  }
  if (given.country) {
    const errors: FieldError[] = []
    given.country = readCountry(given.country, '/country', errors)
    pushFaults(reading, errors, () => at.parts.country)
  }
  return given
}

export const isBlankAddress = (address: GivenAddress): boolean => !Object.values(address).some(Boolean)
