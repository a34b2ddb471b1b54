// What only the pages behind the first list say.
export default import.meta.glob<{ default: Record<string, string> }>('../../*/locales/pages.nl.ts', {
  eager: true,
})
