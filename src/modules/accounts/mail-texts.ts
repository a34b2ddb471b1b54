import type { Language } from '#capabilities/declaration/define-module.ts'

export type Text = { subject: string; text: string }
type Words = Readonly<Record<Language, Text>>

const inLanguage = (words: Words, language: string): Text => words[language as Language] ?? words.en

export function invitationText(
  language: string,
  {
    name,
    workspace,
    by,
    link,
    days,
  }: { name: string; workspace: string; by: string; link: string; days: number },
): Text {
  return inLanguage(
    {
      en: {
        subject: `${by} invites you to ${workspace}`,
        text: `Hello ${name},

${by} invites you to work in ${workspace}.

Accept the invitation here:
${link}

The link works once, for ${days} days. If you did not expect this mail, you need not do anything.
`,
      },
      nl: {
        subject: `${by} nodigt u uit voor ${workspace}`,
        text: `Hallo ${name},

${by} nodigt u uit om in ${workspace} te werken.

Neem de uitnodiging hier aan:
${link}

De link werkt één keer, ${days} dagen lang. Verwachtte u deze mail niet, dan hoeft u niets te doen.
`,
      },
    },
    language,
  )
}

export function passwordResetText(
  language: string,
  { name, link, forced }: { name: string; link: string; forced: boolean },
): Text {
  const why = forced
    ? {
        en: 'Your password was reset by an administrator and does not work any more.',
        nl: 'Uw wachtwoord is door een beheerder gereset en werkt niet meer.',
      }
    : {
        en: 'Somebody, probably you, asked for a new password.',
        nl: 'Iemand, waarschijnlijk u, vroeg om een nieuw wachtwoord.',
      }
  const otherwise = forced
    ? { en: '', nl: '' }
    : {
        en: ' If it was not you, you need not do anything: your password stays as it is.',
        nl: ' Was u het niet, dan hoeft u niets te doen: uw wachtwoord blijft zoals het is.',
      }
  return inLanguage(
    {
      en: {
        subject: 'Choose a new password',
        text: `Hello ${name},

${why.en} Choose a new one here:
${link}

The link works once, for one hour.${otherwise.en}
`,
      },
      nl: {
        subject: 'Kies een nieuw wachtwoord',
        text: `Hallo ${name},

${why.nl} Kies hier een nieuw:
${link}

De link werkt één keer, een uur lang.${otherwise.nl}
`,
      },
    },
    language,
  )
}
