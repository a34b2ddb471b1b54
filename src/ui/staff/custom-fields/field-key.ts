/** Longest key that the API takes. */
export const longestKey = 40

/** A name for the API and for files out of a label: "Shoe size (EU)" becomes `shoe_size_eu`, and is not one of `taken`. */
export function keyOf(label: string, taken: ReadonlySet<string>): string {
  const bare = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  if (bare === '') return ''
  const key = (/^[a-z]/.test(bare) ? bare : `f_${bare}`).slice(0, longestKey).replace(/_+$/, '')
  if (!taken.has(key)) return key
  for (let n = 2; ; n++) {
    const next = `${key.slice(0, longestKey - String(n).length - 1)}_${n}`
    if (!taken.has(next)) return next
  }
}
