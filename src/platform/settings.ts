import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { closest, distance } from 'fastest-levenshtein'
import type { z } from 'zod'
import { configSetting, type Setting, settingsList, settingsReference } from './settings-list.ts'

export { settingsReference }

type Read = { [Key in keyof typeof settingsList]: z.output<(typeof settingsList)[Key]['schema']> }

/** Settings as the program uses them. `dataDir` is absolute; `url` has no slash at its end. */
export type Settings = Readonly<
  Omit<Read, 'url' | 'mailFrom'> & {
    url: string
    mailFrom: string
    /** The file that was read, or null. */
    configFile: string | null
  }
>

/** What is wrong with one setting, ready to show; never holds a secret's value. */
export type SettingProblem = { name: string; problem: string; example: string }

/** All that is wrong with the settings, together. */
export class SettingsError extends Error {
  readonly problems: SettingProblem[]
  constructor(problems: SettingProblem[]) {
    const lines = problems.map(({ name, problem, example }) => {
      return `  ${name} ${problem}${example ? `. Example: ${name}=${example}` : ''}`
    })
    super(`${problems.length === 1 ? 'A setting is' : 'Some settings are'} wrong:\n${lines.join('\n')}`)
    this.name = 'SettingsError'
    this.problems = problems
  }
}

/**
 * Reads the settings from the environment, and from the file for what the environment leaves out.
 * An empty value counts as absent. Relative paths start at the working directory.
 * @throws SettingsError that lists every wrong, unknown or unreadable setting.
 */
export function loadSettings(env: Record<string, string | undefined> = process.env): Settings {
  const problems: SettingProblem[] = []
  const { file, values: written } = readConfigFile(env[configSetting.name] || undefined, problems)
  const names = settingsReference.map(({ name }) => name)
  for (const name of Object.keys(written)) {
    if (!names.includes(name)) problems.push(unknown(name, `in ${file}`))
  }
  for (const name of Object.keys(env)) {
    if (name.startsWith('REGULARS_') && !names.includes(name))
      problems.push(unknown(name, 'in the environment'))
  }
  const value = (name: string) => env[name] || written[name] || undefined
  const read = Object.fromEntries(
    Object.entries(settingsList).map(([key, setting]) => [
      key,
      parse(setting, value(setting.name), problems),
    ]),
  ) as Read
  problems.push(...bucketProblems(read))
  if (problems.length > 0) throw new SettingsError(problems)

  const url = (read.url ?? `http://${hostInUrl(read.host)}:${read.port}`).replace(/\/+$/, '')
  return Object.freeze({
    ...read,
    url,
    dataDir: resolve(read.dataDir),
    mailFrom: read.mailFrom ?? `Regulars <no-reply@${mailDomain(url)}>`,
    configFile: file,
  })
}

/**
 * The key that signs sessions and links: the one that is set, else one made once and kept in the data folder
 * (`secret`, readable by its owner only).
 */
export function installationSecret(settings: Pick<Settings, 'secret' | 'dataDir'>): string {
  if (settings.secret) return settings.secret
  const file = join(settings.dataDir, 'secret')
  if (!existsSync(file)) {
    mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
    const half = `${file}.${process.pid}`
    writeFileSync(half, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
    try {
      // Of two processes that arrive together the first one's key stays.
      linkSync(half, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(half, { force: true })
    }
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length >= 32) return secret
  throw new Error(
    `The file ${file} is damaged. Restore it from a backup; or remove it, which ends every session and open link.`,
  )
}

/** What belongs together and was given by halves would otherwise be found out at the first upload. */
function bucketProblems(read: Read): SettingProblem[] {
  const { s3Bucket, s3Endpoint, s3AccessKeyId, s3SecretAccessKey, s3Prefix } = read
  const needs = ({ name, example }: { name: string; example: string }, given: string): SettingProblem => ({
    name,
    problem: `is needed beside ${given}`,
    example,
  })
  const problems: SettingProblem[] = []
  if (!s3Bucket && (s3Endpoint || s3AccessKeyId || s3SecretAccessKey || s3Prefix))
    problems.push(needs(settingsList.s3Bucket, 'the other S3_ settings'))
  if (s3AccessKeyId && !s3SecretAccessKey)
    problems.push(needs(settingsList.s3SecretAccessKey, 'S3_ACCESS_KEY_ID'))
  if (s3SecretAccessKey && !s3AccessKeyId)
    problems.push(needs(settingsList.s3AccessKeyId, 'S3_SECRET_ACCESS_KEY'))
  return problems
}

function parse(setting: Setting<unknown>, text: string | undefined, problems: SettingProblem[]): unknown {
  const result = setting.schema.safeParse(text)
  if (result.success) return result.data
  problems.push({
    name: setting.name,
    problem: `${firstMessage(result.error.issues)}${setting.secret ? '' : `, but is ${JSON.stringify(text)}`}`,
    example: setting.example,
  })
  return undefined
}

/** A union reports every branch; the first branch says what people should write. */
function firstMessage(issues: readonly z.core.$ZodIssue[]): string {
  const issue = issues[0]
  if (issue?.code === 'invalid_union' && issue.errors[0]) return firstMessage(issue.errors[0])
  return issue?.message ?? 'is wrong'
}

function unknown(name: string, where: string): SettingProblem {
  const names = settingsReference.map((setting) => setting.name)
  const near = closest(name, names)
  const hint = distance(name, near) <= 4 ? `; did you mean ${near}?` : ''
  return { name, problem: `${where} is not a setting${hint}`, example: '' }
}

function readConfigFile(
  named: string | undefined,
  problems: SettingProblem[],
): { file: string | null; values: Record<string, string> } {
  const file = resolve(named ?? 'regulars.conf')
  if (!named && !existsSync(file)) return { file: null, values: {} }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const problem = `names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code})`
    problems.push({ name: configSetting.name, problem, example: configSetting.example })
    return { file, values: {} }
  }
  return { file, values: parseConfig(text, file, problems) }
}

/** NAME=value lines; `#` begins a comment only at the start of a line, for passwords may hold one. */
function parseConfig(text: string, file: string, problems: SettingProblem[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const match = /^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line)
    if (!match?.[1]) {
      problems.push({
        name: `${file}, line ${index + 1},`,
        problem: 'must be NAME=value or a # comment',
        example: '',
      })
      continue
    }
    values[match[1]] = (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2')
  }
  return values
}

/** The name a browser on this machine can use: an address that means "every one" is none to visit. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function mailDomain(url: string): string {
  const { hostname } = new URL(url)
  return isIP(hostname.replace(/^\[|\]$/g, '')) ? 'localhost' : hostname
}
