import type en from './records.en.ts'

export default {
  'record.list.title': 'Importeren: {{what}}',
  'record.list.intro': 'Er verandert niets voordat je hebt gezien wat er zou gebeuren.',
  'record.drop.formats': 'CSV of Excel (.xlsx), in elke codering en met elk scheidingsteken',
  'record.drop.safe': 'Uploaden verandert nog niets.',
  'record.count.created.hint': 'Nieuwe gegevens',
  'record.count.updated.hint': 'Bestaande gegevens die veranderen',
  'record.discard.body': 'Het bestand en je keuzes ervoor worden vergeten. Verder verandert er niets.',
  'record.file.header.no': 'Is al een gegeven',
  'record.columns.nothing.hint':
    'Kies een veld voor de kolommen die mee moeten, te beginnen met wat nodig is.',
  'record.options.existing': 'Wat er al is',
  'record.options.existing.hint': 'Wat er gebeurt met een rij die er al is.',
  'record.options.existing.update.hint':
    'De waarden uit het bestand vervangen wat er staat; andere velden blijven.',
  'record.options.existing.skip.hint': 'Alleen wat er nog niet is, komt erbij.',
  'record.options.existing.create.hint': 'Elke rij wordt toegevoegd, ook wat er al is.',
  'record.options.blanks.keep': 'Laten wat er staat',
  'record.options.blanks.clear': 'Het veld leegmaken',
  'record.check.intro': 'Elke rij wordt gelezen en vergeleken met wat er is. Er verandert niets.',
  'record.run.willCreate_one': '{{n}} rij wordt toegevoegd.',
  'record.run.willCreate_other': '{{n}} rijen worden toegevoegd.',
  'record.run.willUpdate_one': '{{n}} rij wordt bijgewerkt.',
  'record.run.willUpdate_other': '{{n}} rijen worden bijgewerkt.',
  'record.run.willSkip_one': '{{n}} rij wordt overgeslagen: wat er is, blijft zoals het is.',
  'record.run.willSkip_other': '{{n}} rijen worden overgeslagen: wat er is, blijft zoals het is.',
  'record.run.nothing': 'Er is niets te importeren: geen rij zou iets toevoegen of veranderen.',
  'record.run.undo.text':
    'Daarna vind je op deze pagina “Deze import ongedaan maken”: wat is toegevoegd wordt weer verwijderd, wat is bijgewerkt krijgt de eerdere waarden.',
  'record.cancelled.hint.update':
    'Wat is geïmporteerd, blijft. Upload hetzelfde bestand opnieuw om verder te gaan: wat er al is, wordt herkend.',
  'record.cancelled.hint.create':
    'Wat is geïmporteerd, blijft. Haal de geïmporteerde rijen uit het bestand voordat je het opnieuw uploadt, anders komt alles er twee keer in.',
  'record.undo.willDelete_one': '{{n}} toegevoegde rij wordt verwijderd.',
  'record.undo.willDelete_other': '{{n}} toegevoegde rijen worden verwijderd.',
  'record.undo.willSetBack_one': '{{n}} bijgewerkte rij krijgt de eerdere waarden terug.',
  'record.undo.willSetBack_other': '{{n}} bijgewerkte rijen krijgen de eerdere waarden terug.',
  'record.undo.deleted_one': '{{n}} verwijderd.',
  'record.undo.deleted_other': '{{n}} verwijderd.',
} satisfies Record<keyof typeof en, string>
