import type { Dice } from './random.ts'

const ENGLISH = [
  'Prefers a seat near the exit.',
  'Called about the opening hours; will call again next month.',
  'Asked to be invoiced in one sum per quarter.',
  'Uses a wheelchair. Please keep the lift free at the side entrance.',
  'Met at the spring festival, interested in volunteering.\nCan only help at weekends.',
  'Moved house last year; the old address is still on some of the letters.',
  'Paid twice in March, the second amount was refunded.',
]

const NOTES: Record<string, string[]> = {
  nl: [
    'Zit graag bij het gangpad.',
    'Belde over de openingstijden; belt volgende maand terug.',
    'Wil één verzamelfactuur per kwartaal.',
    'Komt met een rolstoel. Graag de lift bij de zij-ingang vrijhouden.',
    'Gesproken op het voorjaarsfestival, wil vrijwilliger worden.\nKan alleen in het weekend.',
    'Vorig jaar verhuisd; op sommige brieven staat het oude adres nog.',
    'Heeft in maart dubbel betaald, het tweede bedrag is teruggestort.',
  ],
  de: [
    'Sitzt gern am Gang.',
    'Hat wegen der Öffnungszeiten angerufen, meldet sich nächsten Monat wieder.',
    'Möchte eine Sammelrechnung pro Quartal.',
    'Kommt mit dem Rollstuhl. Bitte den Aufzug am Seiteneingang freihalten.',
  ],
  fr: [
    'Préfère une place côté couloir.',
    'A appelé au sujet des horaires ; rappellera le mois prochain.',
    'Souhaite une facture groupée par trimestre.',
  ],
}

/** A remark as staff write it, in the customer's language or in English. */
export const noteText = (dice: Dice, language: string): string => dice.pick(NOTES[language] ?? ENGLISH)
