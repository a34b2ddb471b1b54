export default {
  nav: 'Committees',
  'title.vacancies': 'Vacancies',
  'title.solicitors': 'Solicitors',
  'title.roles': 'Roles',
  'roles.hint': 'The roles that individuals can have, such as speaker or ambassador.',
  'customer.tab': 'Roles and committees',
  'customer.solicitation': 'Solicitation',
  'one.term': 'Term',
  'one.role': 'Role',
  'one.solicitor': 'Solicitor',
  'one.prospect': 'Prospect',
}
