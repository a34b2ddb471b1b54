import i18next from 'i18next'

/**
 * A word that any module may bring, such as `did.tasks.create` or `field.task.title`: that of the module which knows
 * the record. Undefined where nobody has written it.
 */
export function anyWord(key: string, values?: Record<string, unknown>): string | undefined {
  const namespaces = Object.keys(i18next.store?.data[i18next.language] ?? {})
  const ns = namespaces.find((name) => i18next.exists(key, { ...values, ns: name }))
  return ns && (i18next.t(key, { ns, ...values }) as string)
}
