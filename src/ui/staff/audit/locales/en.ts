export default {
  nav: 'Audit trail',
  title: 'Audit trail',
  whoLooked: 'Who looked at this customer',
}
