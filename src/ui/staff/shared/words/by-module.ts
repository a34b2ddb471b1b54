/** Words of one module in one language, by key. Plurals end in `_one` and `_other`. */
export type Words = Record<string, string>
export type WordModules = { default: Words }

/** `../../customers/locales/en.ts` holds the words of `customers`. */
export const byModule = (files: Record<string, WordModules>): Record<string, Words> =>
  Object.fromEntries(
    Object.entries(files).map(([path, file]) => [path.split('/').at(-3) ?? path, file.default]),
  )
