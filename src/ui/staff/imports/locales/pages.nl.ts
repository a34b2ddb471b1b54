import type en from './pages.en.ts'
import records from './records.nl.ts'

export default {
  'target.label': 'Wat staat er in het bestand?',
  'target.columns': 'Kolommen: {{columns}}. Die met * zijn nodig.',
  'target.customer':
    'Een klant wordt aangeduid met het nummer (C-10042), een e-mailadres, of een volledige naam die maar één klant heeft.',
  'columns.required.title_one': 'Er is nog een kolom nodig',
  'columns.required.title_other': 'Er zijn nog kolommen nodig',
  'columns.required.hint': 'Elke rij heeft {{fields}} nodig. Kies de kolom van het bestand waarin dat staat.',
  'columns.needed': '{{field}} (nodig)',
  'group.custom': 'Eigen velden',
  'export.title': 'Exporteren',
  'export.intro':
    'Alles van één soort als bestand: om te bekijken in een spreadsheet, om te bewaren, of om elders te importeren. Een deel van de klanten exporteer je vanuit hun lijst.',
  'export.nothing': 'Er is niets dat je mag exporteren.',
  'export.download': '{{what}} als {{format}}',
  'export.csv': 'CSV',
  'export.xlsx': 'Excel',
  'export.json': 'JSON',
  'did.exports.records.list': 'exporteerde gegevens van één soort',
  'did.exports.records.end': 'rondde een export van gegevens af',
  ...records,
} satisfies Record<keyof typeof en, string>
