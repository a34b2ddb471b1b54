export default {
  bell: 'Meldingen',
  bellUnread_one: 'Meldingen, {{count}} ongelezen',
  bellUnread_other: 'Meldingen, {{count}} ongelezen',
  title: 'Meldingen',
  readAll: 'Alles als gelezen markeren',
  empty: 'Niets nieuws',
  emptyHint: 'Taken voor u, vermeldingen en afgeronde imports staan hier.',
  more: 'Meer tonen',
  unread: 'Ongelezen',
  arrived: 'Nieuwe melding: {{text}}',
  failed: 'De meldingen konden niet worden gelezen.',
}
