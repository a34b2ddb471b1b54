import { fold } from '#lib/text.ts'
import type { genders, kinds, statuses } from '#modules/customers/contract.ts'

type Words<Value extends string> = Record<Value, string>

const table = <Value extends string>(words: Words<Value>): ReadonlyMap<string, Value> =>
  new Map(
    Object.entries<string>(words).flatMap(([value, list]) =>
      list.split(/,\s*/).map((word): [string, Value] => [word, value as Value]),
    ),
  )

const kindWords = table<(typeof kinds)[number]>({
  individual: `individual, person, private, private person, natural person, contact, consumer, human, b2c, p, i, persoon, particulier,
    natuurlijk persoon, prive, privepersoon, consument, privat, privatperson, privatkunde, naturliche person, verbraucher,
    personne, particulier, personne physique, individu, prive, persona, particular, persona fisica, individuo, residential`,
  organisation: `organisation, organization, company, business, account, firm, corporate, corporation, legal person, legal entity, org, b2b,
    o, c, school, association, charity, foundation, institution, customer account, organisatie, bedrijf, zakelijk, rechtspersoon,
    onderneming, vereniging, stichting, instelling, firma, unternehmen, geschaftlich, geschaftskunde, firmenkunde, juristische person,
    verein, entreprise, societe, personne morale, professionnel, organisme, organisation, empresa, compania, organizacion,
    persona juridica, sociedad`,
})

const statusWords = table<(typeof statuses)[number]>({
  active: `active, enabled, current, live, open, yes, y, true, 1, subscribed, confirmed, actief, ja, j, ingeschakeld, lopend, aktiv, aktuell,
    actif, active, oui, en cours, activo, activa, si`,
  inactive: `inactive, disabled, suspended, dormant, no, n, false, 0, blocked, on hold, not active, inactief, niet actief, nee, geblokkeerd,
    uitgeschakeld, slapend, inaktiv, nicht aktiv, nein, gesperrt, deaktiviert, inactif, inactive, non, bloque, suspendu, inactivo,
    inactiva, bloqueado, suspendido`,
  archived: `archived, archive, closed, deleted, former, ended, cancelled, gearchiveerd, archief, vervallen, afgesloten, beeindigd, verwijderd,
    archiviert, geschlossen, geloscht, ehemalig, archive, archivee, ferme, archivado, archivada, cerrado`,
})

const genderWords = table<(typeof genders)[number]>({
  female: `female, f, woman, girl, w, v, vrouw, vrouwelijk, mevrouw, mevr, mw, weiblich, frau, femme, feminin, feminine, madame, mme,
    mujer, femenino, femenina, senora, mrs, ms, miss, 2`,
  male: `male, m, man, boy, h, mannelijk, de heer, heer, dhr, mannlich, mann, herr, homme, masculin, monsieur, hombre, masculino,
    senor, mr, 1`,
  other: `other, o, x, non binary, nonbinary, nb, diverse, d, neutral, anders, overig, non binair, nonbinair, onzijdig, genderneutraal, divers,
    andere, autre, non binaire, otro, otra, no binario`,
})

/** Words that say that nothing is known: they fill no field. */
const unknownWords = new Set(
  'unknown, not specified, unspecified, n/a, na, none, null, nil, -, --, ?, 0, u, undisclosed, prefer not to say, onbekend, niet bekend, niet opgegeven, unbekannt, keine angabe, k.a, inconnu, non precise, desconocido, sin especificar, not applicable'.split(
    ', ',
  ),
)

const plain = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}/?]+/gu, ' ')
    .trim()

/** The value that a word stands for; `null` where it says that it is not known; undefined where it is no such word. */
const reader =
  <Value extends string>(words: ReadonlyMap<string, Value>) =>
  (text: string): Value | null | undefined => {
    const word = plain(text)
    return words.get(word) ?? (unknownWords.has(word) || word === '' ? null : undefined)
  }

export const kindFrom = reader(kindWords)
export const statusFrom = reader(statusWords)
export const genderFrom = reader(genderWords)
