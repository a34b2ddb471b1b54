export default {
  bell: 'Notifications',
  bellUnread_one: 'Notifications, {{count}} unread',
  bellUnread_other: 'Notifications, {{count}} unread',
  title: 'Notifications',
  readAll: 'Mark all as read',
  empty: 'Nothing new',
  emptyHint: 'Tasks given to you, mentions and finished imports appear here.',
  more: 'Show more',
  unread: 'Unread',
  arrived: 'New notification: {{text}}',
  failed: 'The notifications could not be read.',
}
