import records from './records.en.ts'

export default {
  'target.label': 'What is in the file?',
  'target.columns': 'Columns: {{columns}}. Those with * are needed.',
  'target.customer':
    'A customer is named by number (C-10042), e-mail address, or a full name that only one customer has.',
  'columns.required.title_one': 'A column is still needed',
  'columns.required.title_other': 'Some columns are still needed',
  'columns.required.hint': 'Every record needs {{fields}}. Choose the column of the file that holds it.',
  'columns.needed': '{{field}} (needed)',
  'group.custom': 'Custom fields',
  'export.title': 'Export',
  'export.intro':
    'Everything of one kind as a file: to look at in a spreadsheet, to keep, or to import elsewhere. To export a part of the customers, choose them in their list.',
  'export.nothing': 'There is nothing that you may export.',
  'export.download': '{{what}} as {{format}}',
  'export.csv': 'CSV',
  'export.xlsx': 'Excel',
  'export.json': 'JSON',
  'did.exports.records.list': 'exported records of a kind',
  'did.exports.records.end': 'finished an export of records',
  ...records,
}
