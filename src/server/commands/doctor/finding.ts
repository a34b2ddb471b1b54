/** What one check found, and for anything but `ok` what to do about it. */
export type Finding = {
  check: string
  status: 'ok' | 'warning' | 'problem'
  message: string
  remedy?: string
}

export const ok = (check: string, message: string): Finding => ({ check, status: 'ok', message })

export const warning = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: 'warning',
  message,
  remedy,
})

export const problem = (check: string, message: string, remedy: string): Finding => ({
  check,
  status: 'problem',
  message,
  remedy,
})

/** Findings as lines for a terminal, with a verdict at the end. */
export function asText(findings: Finding[]): string {
  const signs = { ok: '✓', warning: '!', problem: '✗' }
  const lines = findings.flatMap(({ check, status, message, remedy }) => [
    `${signs[status]} ${check}: ${message}`,
    ...(remedy ? [`    What to do: ${remedy}`] : []),
  ])
  const problems = findings.filter(({ status }) => status === 'problem').length
  const warnings = findings.filter(({ status }) => status === 'warning').length
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  const verdict =
    problems + warnings === 0
      ? 'All is well.'
      : `${count(problems, 'problem')}, ${count(warnings, 'warning')}.`
  return [...lines, '', verdict].join('\n')
}
