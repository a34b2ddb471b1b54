import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/max'

const callingCode = (country: string | null): string | null => {
  try {
    return country && getCountryCallingCode(country as CountryCode)
  } catch {
    return null
  }
}

/**
 * What the E.164 numbers meant by a typed (part of a) number begin with: `+31 6-12`, `0031612` and, in the
 * Netherlands, `0612` and `612` all mean `+31612`. Empty when it is no phone number, or less than three digits.
 */
export function phonePrefixes(typed: string, country: string | null): string[] {
  if (!/^[\d\s()+./-]+$/.test(typed)) return []
  const digits = typed.replace(/\(0\)/, '').replace(/\D/g, '')
  if (digits.length < 3) return []
  if (typed.trim().startsWith('+')) return [`+${digits}`]
  if (digits.startsWith('00')) return digits.length > 3 ? [`+${digits.slice(2)}`] : []
  const code = callingCode(country)
  if (digits.startsWith('0')) return code ? [`+${code}${digits.slice(1)}`] : []
  return code ? [`+${digits}`, `+${code}${digits}`] : [`+${digits}`]
}
