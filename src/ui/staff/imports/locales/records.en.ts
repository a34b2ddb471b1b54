/** What is said otherwise of records than of customers: the word without `record.` is that of customers. */
export default {
  'record.list.title': 'Import: {{what}}',
  'record.list.intro': 'Nothing is changed before you have seen what would happen.',
  'record.drop.formats': 'CSV or Excel (.xlsx), in any encoding and with any separator',
  'record.drop.safe': 'Uploading changes nothing yet.',
  'record.count.created.hint': 'New records',
  'record.count.updated.hint': 'Existing records that change',
  'record.discard.body': 'The file and your choices for it are forgotten. Nothing else is changed.',
  'record.file.header.no': 'Is already a record',
  'record.columns.nothing.hint':
    'Choose a field for the columns that should come along, beginning with those that are needed.',
  'record.options.existing': 'Records that are already there',
  'record.options.existing.hint': 'What happens to a row whose record is found.',
  'record.options.existing.update.hint':
    'The values of the file replace those of the record; other fields stay.',
  'record.options.existing.skip.hint': 'Only what is not there yet is added.',
  'record.options.existing.create.hint': 'Every row becomes a new record, also what is there already.',
  'record.options.blanks.keep': 'Leave what the record has',
  'record.options.blanks.clear': 'Clear the field of the record',
  'record.check.intro': 'Every row is read and compared with what is there. Nothing is changed.',
  'record.run.willCreate_one': '{{n}} record is created.',
  'record.run.willCreate_other': '{{n}} records are created.',
  'record.run.willUpdate_one': '{{n}} record is updated.',
  'record.run.willUpdate_other': '{{n}} records are updated.',
  'record.run.willSkip_one': '{{n}} row is skipped: what is there stays as it is.',
  'record.run.willSkip_other': '{{n}} rows are skipped: what is there stays as it is.',
  'record.run.nothing': 'There is nothing to import: no row would create or change a record.',
  'record.run.undo.text':
    'Afterwards you find “Undo this import” on this page: created records are deleted again, updated ones get their earlier values.',
  'record.cancelled.hint.update':
    'What was imported stays. Upload the same file again to go on: what is there already is recognised.',
  'record.cancelled.hint.create':
    'What was imported stays. Remove the imported rows from the file before you upload it again, or they are added twice.',
  'record.undo.willDelete_one': '{{n}} record that it created is deleted.',
  'record.undo.willDelete_other': '{{n}} records that it created are deleted.',
  'record.undo.willSetBack_one': '{{n}} record that it updated gets back its earlier values.',
  'record.undo.willSetBack_other': '{{n}} records that it updated get back their earlier values.',
  'record.undo.deleted_one': '{{n}} record deleted.',
  'record.undo.deleted_other': '{{n}} records deleted.',
}
