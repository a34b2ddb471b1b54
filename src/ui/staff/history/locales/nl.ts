import type en from './en.ts'

export default {
  'undo.done': 'Ongedaan gemaakt: {{text}}',
  'undo.again': 'Opnieuw',
  'undo.nothing': 'Er was niets meer ongedaan te maken.',
  'undo.partly': 'Ongedaan gemaakt, maar niet alles. {{reasons}}',
  'undo.refused': 'Dit kon niet ongedaan worden gemaakt. {{reasons}}',
  'undo.see': 'Bekijk wat is gebleven',
  'undo.begun': 'Dit wordt op de achtergrond ongedaan gemaakt.',
  'undo.job': 'Ongedaan maken: {{label}}',
  'reason.changed_since': 'Het is sindsdien opnieuw gewijzigd; die latere wijziging blijft.',
  'reason.gone': 'Het is er niet meer.',
  'reason.there_again': 'Het is er alweer.',
  'reason.not_possible': 'Dit kan niet worden teruggedraaid.',
  'reason.erased': 'De eerdere waarde is gewist.',
  'reason.field.hidden': 'Dit veld is voor jou verborgen.',
  'reason.permission.missing': 'Je hebt niet het recht om dit te wijzigen.',
  'reason.photo.gone': 'De eerdere foto is niet bewaard.',
  'error.operation.missing':
    'Van deze wijziging is niets meer bekend, dus kan ze niet ongedaan worden gemaakt.',
  'error.undo.running': 'Dit wordt op dit moment ongedaan gemaakt. Wacht tot dat klaar is.',
} satisfies Record<keyof typeof en, string>
