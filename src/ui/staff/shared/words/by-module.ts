/** Words of one module in one language, by key. Plurals end in `_one` and `_other`. */
export type Words = Record<string, string>
/** Word files by path. */
export type WordFiles = Record<string, { default: Words }>

/** `../../customers/locales/en.ts` holds words of `customers`. */
export const byModule = (files: WordFiles): Record<string, Words> =>
  Object.fromEntries(
    Object.entries(files).map(([path, file]) => [path.split('/').at(-3) ?? path, file.default]),
  )
