type Address = {
  street: string | null
  extra: string | null
  postcode: string | null
  city: string | null
  region: string | null
  country: string | null
}

const joined = (separator: string, ...parts: (string | null)[]) => parts.filter(Boolean).join(separator)

/** Where the place stands before the postcode on one line, with the region between (Universal Postal Union, S42). */
const placeFirst = new Set(['US', 'CA', 'AU', 'NZ', 'IN'])
/** Where the postcode has a line of its own, below the place. */
const postcodeLast = new Set(['GB', 'IE', 'GG', 'JE', 'IM'])

/** An address line by line, as it is written in its country. */
export function addressLines(address: Address, countryName: (code: string) => string): string[] {
  const { street, extra, postcode, city, country } = address
  // City states are their own region.
  const region = address.region === city ? null : address.region
  const place = placeFirst.has(country ?? '')
    ? [joined(' ', joined(', ', city, region), postcode)]
    : postcodeLast.has(country ?? '')
      ? [city, region, postcode]
      : [joined(' ', postcode, city), region]
  return [street, extra, ...place, country && countryName(country)].filter((line): line is string =>
    Boolean(line),
  )
}
