/** The parameters of a statement that is put together from parts; `add` gives the placeholder of a value. */
export class Sql {
  readonly values: unknown[] = []
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/** The end of the range of texts that begin with `prefix`, in the order of bytes. */
export const endOf = (prefix: string): string => `${prefix}\u{10ffff}`

/** Text as a LIKE pattern that means only itself. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
