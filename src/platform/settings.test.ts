import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { installationSecret, loadSettings, SettingsError, settingsReference } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'regulars-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function configFile(text: string): string {
  const file = join(mkdtempSync(join(folder, 'conf-')), 'regulars.conf')
  writeFileSync(file, text)
  return file
}

/** Not the file that may lie in the working directory of whoever runs the tests. */
const load = (env: Record<string, string>) => loadSettings({ REGULARS_CONFIG: configFile(''), ...env })

function problemsOf(env: Record<string, string>) {
  try {
    load(env)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

describe('defaults', () => {
  test('nothing has to be set', () => {
    const settings = load({})
    expect(settings).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      url: 'http://127.0.0.1:3000',
      databaseUrl: null,
      smtpUrl: null,
      trustProxy: false,
      databasePool: 10,
      statementTimeoutMs: 15_000,
      maxUploadMb: 512,
      logLevel: 'info',
    })
    expect(settings.dataDir).toBe(join(process.cwd(), 'data'))
    expect(Object.isFrozen(settings)).toBe(true)
  })

  test('the address follows host and port, and loses its last slash', () => {
    expect(load({ HOST: '0.0.0.0', PORT: '80' }).url).toBe('http://localhost:80')
    expect(load({ HOST: '::1', PORT: '81' }).url).toBe('http://[::1]:81')
    expect(load({ REGULARS_URL: 'https://example.org/' }).url).toBe('https://example.org')
  })

  test('the sender has the host name of the address, and never a bare number', () => {
    expect(load({ REGULARS_URL: 'https://crm.example.org' }).mailFrom).toBe(
      'Regulars <no-reply@crm.example.org>',
    )
    expect(load({}).mailFrom).toBe('Regulars <no-reply@localhost>')
  })
})

describe('wrong settings', () => {
  test('all are listed in one error, each with an example', () => {
    const problems = problemsOf({ PORT: '70000', LOG_LEVEL: 'loud', MAIL_FROM: 'nobody', HOST: '0.0.0.0:80' })
    expect(problems.map(({ name }) => name).sort()).toEqual(['HOST', 'LOG_LEVEL', 'MAIL_FROM', 'PORT'])
    for (const { example } of problems) expect(example).not.toBe('')
  })

  test('an unknown REGULARS_ name is a probable typo', () => {
    expect(problemsOf({ REGULARS_DTA: '/x' })[0]?.problem).toContain('did you mean REGULARS_DATA?')
  })

  test('a wrong secret is refused without being shown', () => {
    const env = { DATABASE_URL: 'mysql://root:hunter2@db/x', SMTP_URL: 'hunter2', REGULARS_SECRET: 'hunter2' }
    expect(problemsOf(env)).toHaveLength(3)
    expect(JSON.stringify(problemsOf(env))).not.toContain('hunter2')
  })

  test.each([
    ['TRUST_PROXY', 'perhaps'],
    ['DATABASE_POOL', '1'],
    ['STATEMENT_TIMEOUT_MS', '1.5'],
    ['MAX_UPLOAD_MB', '-1'],
    ['REGULARS_URL', 'example.org'],
    ['REGULARS_DEBUG', 'maybe'],
  ])('%s=%s is refused', (name, value) => {
    expect(problemsOf({ [name]: value }).map((problem) => problem.name)).toEqual([name])
  })
})

describe('the file', () => {
  test('gives what the environment leaves out', () => {
    const file = configFile(
      '# a comment\nPORT=4000\nHOST = "0.0.0.0"\nMAIL_FROM=Desk #1 <desk@example.org>\n',
    )
    const settings = load({ REGULARS_CONFIG: file, PORT: '5000', HOST: '' })
    expect(settings).toMatchObject({
      port: 5000,
      host: '0.0.0.0',
      mailFrom: 'Desk #1 <desk@example.org>',
      configFile: file,
    })
    expect(load({ REGULARS_CONFIG: configFile('LOG_LEVEL=warn') }).logLevel).toBe('warn')
  })

  test('lines that say nothing and unknown names are reported', () => {
    const problems = problemsOf({ REGULARS_CONFIG: configFile('PORT 4000\nPROT=4000\n') })
    expect(problems.map(({ name, problem }) => `${name} ${problem}`)).toEqual([
      expect.stringMatching(/line 1, must be NAME=value/),
      expect.stringMatching(/^PROT .*did you mean PORT\?/),
    ])
  })

  test('a named file that is not there is an error', () => {
    expect(problemsOf({ REGULARS_CONFIG: join(folder, 'none') })[0]?.problem).toContain('cannot be read')
  })

  test('a bucket is set wholly or not at all', () => {
    const names = (env: Record<string, string>) => problemsOf(env).map(({ name }) => name)
    expect(load({}).s3Bucket).toBe(null)
    expect(load({ S3_BUCKET: 'files', S3_PATH_STYLE: 'yes' })).toMatchObject({
      s3Bucket: 'files',
      s3PathStyle: true,
    })
    expect(names({ S3_ENDPOINT: 'https://s3.example.org' })).toEqual(['S3_BUCKET'])
    expect(names({ S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'id' })).toEqual(['S3_SECRET_ACCESS_KEY'])
    expect(names({ S3_BUCKET: 'files', S3_SECRET_ACCESS_KEY: 'key' })).toEqual(['S3_ACCESS_KEY_ID'])
    expect(names({ S3_BUCKET: 'https://files' })).toEqual(['S3_BUCKET'])
  })

  test('the sample names every setting and every example is right', () => {
    const sample = readFileSync(new URL('../../regulars.conf.example', import.meta.url), 'utf8')
    const lines = sample.split('\n').filter((line) => /^# [A-Z0-9_]+=/.test(line))
    const inFile = settingsReference.filter(({ name }) => name !== 'REGULARS_CONFIG')
    expect(lines).toEqual(inFile.map(({ name, example }) => `# ${name}=${example}`))
    for (const { description } of inFile) expect(sample).toContain(`# ${description}\n`)
    const examples = lines.filter((line) => !line.includes('REGULARS_SECRET')).map((line) => line.slice(2))
    expect(problemsOf({ REGULARS_CONFIG: configFile(examples.join('\n')) })).toEqual([])
  })
})

describe('the installation secret', () => {
  test('is made once, kept for the owner only, and stays', () => {
    const dataDir = join(folder, 'data')
    const first = installationSecret({ secret: null, dataDir })
    expect(first.length).toBeGreaterThanOrEqual(32)
    expect(installationSecret({ secret: null, dataDir })).toBe(first)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
  })

  test('is the one that is set', () => {
    expect(installationSecret({ secret: 'x'.repeat(40), dataDir: join(folder, 'none') })).toBe('x'.repeat(40))
  })

  test('a damaged file is not taken', () => {
    const dataDir = mkdtempSync(join(folder, 'damaged-'))
    writeFileSync(join(dataDir, 'secret'), '\n')
    expect(() => installationSecret({ secret: null, dataDir })).toThrow(/damaged/)
  })
})
