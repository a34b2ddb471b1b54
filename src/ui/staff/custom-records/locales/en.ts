export default {
  nav: 'Records',
  'settings.title': 'Record types',
}
