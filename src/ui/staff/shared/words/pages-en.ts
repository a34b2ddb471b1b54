// What only the pages behind the first list say.
export default import.meta.glob<{ default: Record<string, string> }>('../../*/locales/pages.en.ts', {
  eager: true,
})
