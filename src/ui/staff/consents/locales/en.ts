export default {
  title: 'Consents',
  figure: 'Consents',
  'settings.title': 'Consents',
}
