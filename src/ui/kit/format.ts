import { useMemo } from 'react'
import { useLanguage } from './words.ts'

const regionOf: Record<string, string> = { en: 'en-GB', nl: 'nl-NL', fr: 'fr-FR', de: 'de-DE' }

/** Some browsers report names that are no language tags ("en-US@posix"), which Intl refuses with an exception. */
function isKnown(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0
  } catch {
    return false
  }
}

/** The browser's own variety of the language if it has one ("nl-BE"), else the most common in Europe. */
export const localeFor = (language: string) =>
  globalThis.navigator?.languages?.find((l) => l.startsWith(`${language}-`) && isKnown(l)) ??
  regionOf[language] ??
  language

type Moment = string | number | Date

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** Formatters for one language. Making an Intl object costs about 50 µs, so they are kept. */
export function formatsFor(language: string) {
  const locale = localeFor(language)
  const money = new Map<string, Intl.NumberFormat>()
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const day = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const languages = new Intl.DisplayNames(locale, { type: 'language' })
  const list = new Intl.ListFormat(locale)
  const bytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return {
    locale,
    number: (value: number) => number.format(value),
    percent: (share: number) => percent.format(share),
    /** `minor` is in minor units (cents); the currency tells how many digits they are. */
    money(minor: number, currency: string) {
      let format = money.get(currency)
      if (!format) {
        format = new Intl.NumberFormat(locale, { style: 'currency', currency })
        money.set(currency, format)
      }
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
    },
    /** A calendar date (`2026-03-01`) stays that date in every time zone; a moment is shown in the reader's. */
    date: (value: Moment) =>
      (typeof value === 'string' && value.length === 10 ? day : date).format(new Date(value)),
    time: (value: Moment) => time.format(new Date(value)),
    dateTime: (value: Moment) => dateTime.format(new Date(value)),
    /** "3 days ago", "in 2 hours"; "now" below a minute. */
    relative(value: Moment, from: number = Date.now()) {
      const seconds = (new Date(value).getTime() - from) / 1000
      const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 60]
      return unit === 'second'
        ? relative.format(0, 'second')
        : relative.format(Math.round(seconds / size), unit)
    },
    country(code: string) {
      try {
        return countries.of(code) ?? code
      } catch {
        return code
      }
    },
    language(code: string) {
      try {
        return languages.of(code) ?? code
      } catch {
        return code
      }
    },
    list: (items: string[]) => list.format(items),
    bytes(size: number) {
      const step = size < 1024 ? 0 : Math.min(4, Math.floor(Math.log(size) / Math.log(1024)))
      return `${bytes.format(size / 1024 ** step)} ${['B', 'kB', 'MB', 'GB', 'TB'][step]}`
    },
  }
}

export type Formats = ReturnType<typeof formatsFor>

const kept = new Map<string, Formats>()

export function useFormats(): Formats {
  const language = useLanguage() || 'en'
  return useMemo(() => {
    const known = kept.get(language) ?? formatsFor(language)
    kept.set(language, known)
    return known
  }, [language])
}
