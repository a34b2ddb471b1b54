export default {
  tab: 'Documents',
}
