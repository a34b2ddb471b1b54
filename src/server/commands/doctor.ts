import type { Command } from 'commander'

export function register(program: Command): void {
  program
    .command('doctor')
    .description('Check this machine, the settings and the database, and say what to mend')
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const { examine } = await import('./doctor/examine.ts')
      const { asText } = await import('./doctor/finding.ts')
      const findings = await examine(process.env)
      const healthy = !findings.some(({ status }) => status === 'problem')
      console.log(options.json ? JSON.stringify({ ok: healthy, findings }, null, 2) : asText(findings))
      process.exitCode = healthy ? 0 : 1
    })
}
