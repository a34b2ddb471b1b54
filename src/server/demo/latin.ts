import { fold } from '#lib/text.ts'

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** Ukrainian by the national table of 2010, Greek after ELOT 743. */
const LETTERS: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i' },
  ...{ ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u' },
  ...{ ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia' },
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm' },
  ...{ ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o' },
}

/** A name as it stands in an e-mail address: a-z and 0-9 only. Germans (`de`) spell their umlauts out. */
export const latin = (text: string, language?: string): string => {
  let found = ''
  for (const letter of text.toLowerCase().normalize('NFC').replace(/ο[υύ]/g, 'ou')) {
    found += (language === 'de' && UMLAUTS[letter]) || (LETTERS[letter] ?? fold(letter))
  }
  // What folding leaves of accents (ί → ι) is still Greek or Cyrillic.
  return found.replace(/[^a-z0-9]/g, (letter) => LETTERS[letter] ?? '')
}
