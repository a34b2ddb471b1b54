export default {
  tab: 'Relationships',
  nearest: 'Nearest',
  household: 'Household',
  'types.title': 'Relationship types',
  'types.hint':
    'What customers can be to each other, in your words: employee and employer, parent and child.',
}
