/** What a reader of typed-in text answers: the value in its one stored form, or a code that says what is wrong. */
export type Parsed<Value extends object, Code extends string> =
  | ({ ok: true } & Value)
  | { ok: false; code: Code }

/** A refusal; the code is looked up in the translations. */
export const refuse = <Code extends string>(code: Code): { ok: false; code: Code } => ({ ok: false, code })
