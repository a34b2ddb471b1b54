import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { countries } from '#lib/identifiers/country.ts'
import { useFormats } from '../../../kit/format.ts'
import type { Choice } from '../../../kit/inline/inline-field.tsx'
import { read } from '../../shared/queries.ts'

/** All countries by their names in the reader's language. */
export function useCountries(): Choice[] {
  const f = useFormats()
  return useMemo(() => {
    const order = new Intl.Collator(f.locale)
    return countries
      .map((value) => ({ value, label: f.country(value) }))
      .sort((a, b) => order.compare(a.label, b.label))
  }, [f])
}

const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i))

/** All languages with a two-letter code (ISO 639-1), by their names in the reader's language. */
export function useLanguages(): Choice[] {
  const f = useFormats()
  return useMemo(() => {
    const names = new Intl.DisplayNames(f.locale, { type: 'language', fallback: 'none' })
    const order = new Intl.Collator(f.locale)
    return letters
      .flatMap((first) => letters.map((second) => first + second))
      .flatMap((value) => {
        const label = Intl.getCanonicalLocales(value)[0] === value ? names.of(value) : undefined
        return label ? [{ value, label }] : []
      })
      .sort((a, b) => order.compare(a.label, b.label))
  }, [f])
}

/** The enabled groups, and the present one even when it is not. */
export function useGroups(present?: { id: string; name: string } | null): Choice[] {
  const { data } = useQuery(read('GET /customer-groups'))
  const enabled = data?.items.filter(({ enabled, id }) => enabled || id === present?.id) ?? []
  const choices = enabled.map(({ id, name }) => ({ value: id, label: name }))
  if (present && !choices.some(({ value }) => value === present.id))
    return [{ value: present.id, label: present.name }, ...choices]
  return choices
}

/** Writes `+31612345678` as `+31 6 12345678`. The numbering plans come after the page, until then it stays E.164. */
export function usePhoneFormat(): (e164: string) => string {
  const { data } = useQuery({
    queryKey: ['phone-format'],
    queryFn: async () => (await import('#lib/identifiers/phone.ts')).formatPhone,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  return data ?? ((e164) => e164)
}
