import { isIP } from 'node:net'
import { z } from 'zod'

/** One setting: what it is called, what it does, and how its text is read. */
export type Setting<Value> = {
  name: string
  description: string
  /** What holds when nothing is set, in words where it is not a plain value. */
  default: string
  /** A value that is right, for messages and the sample file. */
  example: string
  /** Its value must not be printed. */
  secret?: true
  /** Reads the text; null stands for a setting that is absent and has no value of its own. */
  schema: z.ZodType<Value, string | undefined>
}

const setting = <Value>(definition: Setting<Value>) => definition

const absent = z.undefined().transform(() => null)

function wholeNumber(least: number, most: number, otherwise: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .default(String(otherwise))
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, message)
    .transform(Number)
}

const yesOrNo = (otherwise: string) =>
  z
    .string()
    .default(otherwise)
    .refine((text) => /^(1|0|true|false|yes|no)$/i.test(text), 'must be yes or no')
    .transform((text) => /^(1|true|yes)$/i.test(text))

function address(protocols: string[], message: string) {
  return z.string().refine((text) => {
    const url = URL.parse(text)
    return url !== null && protocols.includes(url.protocol) && url.hostname !== ''
  }, message)
}

const mailbox = z
  .string()
  .regex(
    /^([^<>\r\n]+<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/,
    'must be an e-mail address, with or without a name',
  )

/** `false`, `true`, a number of proxies, or the proxies' addresses; as Fastify's `trustProxy` takes it. */
const proxies = z
  .string()
  .default('no')
  .refine((text) => {
    if (/^(true|false|yes|no|\d)$/i.test(text)) return true
    return text.split(',').every((part) => isIP(part.trim().replace(/\/\d{1,3}$/, '')) !== 0)
  }, 'must be yes, no, a number of proxies from 1 to 9, or their addresses separated by commas')
  .transform((text): boolean | number | string => {
    if (/^(true|yes)$/i.test(text)) return true
    if (/^(false|no|0)$/i.test(text)) return false
    return /^\d$/.test(text) ? Number(text) : text
  })

/** Every setting there is. The keys are how the program names them. */
export const settingsList = {
  port: setting({
    name: 'PORT',
    description: 'The port to answer at. 0 takes any free one.',
    default: '3000',
    example: '8080',
    schema: wholeNumber(0, 65_535, 3000),
  }),
  host: setting({
    name: 'HOST',
    description:
      'The network address to answer at. 0.0.0.0 answers at every one; put a proxy with TLS before it.',
    default: '127.0.0.1',
    example: '0.0.0.0',
    schema: z
      .string()
      .default('127.0.0.1')
      .refine(
        (text) => isIP(text) !== 0 || /^[\w.-]+$/.test(text),
        'must be an IP address or a host name, without a port',
      ),
  }),
  url: setting({
    name: 'REGULARS_URL',
    description: 'The address people use to reach this installation, for links in mail and for safe cookies.',
    default: 'http://HOST:PORT',
    example: 'https://customers.example.org',
    schema: address(['http:', 'https:'], 'must be an address that begins with http:// or https://').or(
      absent,
    ),
  }),
  dataDir: setting({
    name: 'REGULARS_DATA',
    description: 'The folder for the database and the files. Back this one up.',
    default: './data',
    example: '/var/lib/regulars',
    schema: z.string().default('./data'),
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    description: 'A PostgreSQL 15 or newer to use instead of the one that comes along.',
    default: 'absent: PostgreSQL is started in the data folder',
    example: 'postgres://regulars:secret@db.example.org:5432/regulars',
    secret: true,
    schema: address(['postgres:', 'postgresql:'], 'must be an address that begins with postgres://')
      .or(z.string().regex(/^postgres(ql)?:\/\/[^/]*\/\S+\?(.*&)?host=/, 'must begin with postgres://'))
      .or(absent),
  }),
  databasePool: setting({
    name: 'DATABASE_POOL',
    description: 'How many database connections one process opens at most.',
    default: '10',
    example: '20',
    schema: wholeNumber(2, 500, 10),
  }),
  statementTimeoutMs: setting({
    name: 'STATEMENT_TIMEOUT_MS',
    description: 'After how many milliseconds a database query of a request is given up.',
    default: '15000',
    example: '30000',
    schema: wholeNumber(100, 3_600_000, 15_000),
  }),
  jobStatementTimeoutMs: setting({
    name: 'JOB_STATEMENT_TIMEOUT_MS',
    description: 'The same for work in the background: imports, bulk changes, nightly tidying, commands.',
    default: '300000',
    example: '600000',
    schema: wholeNumber(1000, 86_400_000, 300_000),
  }),
  jobConcurrency: setting({
    name: 'JOB_CONCURRENCY',
    description: 'How many jobs one process does at once. Imports of one workspace never run side by side.',
    default: '2',
    example: '4',
    schema: wholeNumber(1, 100, 2),
  }),
  smtpUrl: setting({
    name: 'SMTP_URL',
    description: 'The mail server to send through. Without it mail is kept in the outbox page.',
    default: 'absent: mail is kept in the outbox',
    example: 'smtp://user:password@mail.example.org:587',
    secret: true,
    schema: address(['smtp:', 'smtps:'], 'must be an address that begins with smtp:// or smtps://').or(
      absent,
    ),
  }),
  mailFrom: setting({
    name: 'MAIL_FROM',
    description: 'The sender of the mail that this installation sends.',
    default: 'Regulars <no-reply@…>, with the host name of REGULARS_URL',
    example: 'The front desk <desk@example.org>',
    schema: mailbox.or(absent),
  }),
  secret: setting({
    name: 'REGULARS_SECRET',
    description: 'The key that signs sessions and links: 32 characters or more, the same on every machine.',
    default: 'absent: made once and kept in the data folder',
    example: 'the output of: openssl rand -base64 32',
    secret: true,
    schema: z
      .string()
      .regex(/^\S{32,}$/, 'must have at least 32 characters and no space')
      .or(absent),
  }),
  trustProxy: setting({
    name: 'TRUST_PROXY',
    description: 'Whether to believe X-Forwarded headers: yes, no, a number of proxies, or their addresses.',
    default: 'no',
    example: '1',
    schema: proxies,
  }),
  maxUploadMb: setting({
    name: 'MAX_UPLOAD_MB',
    description: 'The largest file that may be uploaded, in megabytes.',
    default: '512',
    example: '100',
    schema: wholeNumber(1, 100_000, 512),
  }),
  s3Bucket: setting({
    name: 'S3_BUCKET',
    description:
      'The bucket for files, where they shall not lie in the data folder. Of this installation alone.',
    default: 'absent: files lie in the data folder',
    example: 'regulars-files',
    schema: z
      .string()
      .regex(/^[a-zA-Z0-9][\w.-]{1,62}$/, 'must be the name of a bucket, without an address')
      .or(absent),
  }),
  s3Endpoint: setting({
    name: 'S3_ENDPOINT',
    description: 'The address of the store that has the bucket, when it is not Amazon.',
    default: 'absent: Amazon S3',
    example: 'https://s3.example.org',
    schema: address(['http:', 'https:'], 'must be an address that begins with http:// or https://').or(
      absent,
    ),
  }),
  s3Region: setting({
    name: 'S3_REGION',
    description: 'The region of the bucket. Most stores but Amazon do not mind.',
    default: 'us-east-1',
    example: 'eu-west-1',
    schema: z
      .string()
      .default('us-east-1')
      .refine((text) => /^[\w-]{1,64}$/.test(text), 'must be the name of a region'),
  }),
  s3AccessKeyId: setting({
    name: 'S3_ACCESS_KEY_ID',
    description: 'The id of the key to the bucket.',
    default: "absent: the machine's own key, where it has one",
    example: 'the-id-of-the-key',
    secret: true,
    schema: z.string().regex(/^\S+$/, 'must have no space').or(absent),
  }),
  s3SecretAccessKey: setting({
    name: 'S3_SECRET_ACCESS_KEY',
    description: 'The key to the bucket: it must be allowed to list, read, write and delete.',
    default: "absent: the machine's own key, where it has one",
    example: 'the-key-itself',
    secret: true,
    schema: z.string().regex(/^\S+$/, 'must have no space').or(absent),
  }),
  s3PathStyle: setting({
    name: 'S3_PATH_STYLE',
    description: "Whether the bucket's name stands behind the address of the store (yes) or in it (no).",
    default: 'no',
    example: 'yes',
    schema: yesOrNo('no'),
  }),
  s3Prefix: setting({
    name: 'S3_PREFIX',
    description: 'What the names of all objects begin with, where the bucket holds other things too.',
    default: 'absent: nothing',
    example: 'regulars/production',
    schema: z
      .string()
      .regex(/^[\w-]+(\/[\w-]+)*$/, 'must be letters, digits, - and _, with / between them')
      .or(absent),
  }),
  maxConnections: setting({
    name: 'MAX_CONNECTIONS',
    description: 'Connections of browsers and programs that one process holds at most.',
    default: '10000',
    example: '2000',
    schema: wholeNumber(10, 1_000_000, 10_000),
  }),
  rateLimitPerMinute: setting({
    name: 'RATE_LIMIT_PER_MINUTE',
    description: 'Requests that one person or API key may make in a minute.',
    default: '300000',
    example: '6000',
    schema: wholeNumber(60, 100_000_000, 300_000),
  }),
  anonymousRateLimitPerMinute: setting({
    name: 'ANONYMOUS_RATE_LIMIT_PER_MINUTE',
    description: 'Requests that one network address may make in a minute before anybody is signed in.',
    default: '600',
    example: '120',
    schema: wholeNumber(10, 1_000_000, 600),
  }),
  metricsToken: setting({
    name: 'METRICS_TOKEN',
    description: 'What a program shows to read /metrics. Without it only this machine may.',
    default: 'absent: /metrics answers this machine only',
    example: 'the-output-of-openssl-rand-hex-16',
    secret: true,
    schema: z
      .string()
      .regex(/^\S{16,200}$/, 'must have 16 to 200 characters and no space')
      .or(absent),
  }),
  otlpEndpoint: setting({
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    description: 'Where traces go, as OTLP over HTTP (OpenTelemetry). Other OTEL_ variables are heeded too.',
    default: 'absent: nothing is traced',
    example: 'http://127.0.0.1:4318',
    schema: address(['http:', 'https:'], 'must be an address that begins with http:// or https://').or(
      absent,
    ),
  }),
  otelServiceName: setting({
    name: 'OTEL_SERVICE_NAME',
    description: 'The name of this program in traces.',
    default: 'regulars',
    example: 'regulars-production',
    schema: z.string().max(100).default('regulars'),
  }),
  minFreeMb: setting({
    name: 'MIN_FREE_MB',
    description: 'Megabytes that must be free in the data folder for /health/ready to say yes.',
    default: '200',
    example: '2000',
    schema: wholeNumber(0, 10_000_000, 200),
  }),
  stopDelaySeconds: setting({
    name: 'STOP_DELAY_SECONDS',
    description:
      'How long a stop goes on answering while /health/ready says no, for load balancers to notice.',
    default: '0',
    example: '5',
    schema: wholeNumber(0, 300, 0),
  }),
  stopDeadlineSeconds: setting({
    name: 'STOP_DEADLINE_SECONDS',
    description:
      'How long requests and jobs under way may take to end at a stop, before they are broken off.',
    default: '20',
    example: '60',
    schema: wholeNumber(1, 3600, 20),
  }),
  logLevel: setting({
    name: 'LOG_LEVEL',
    description: 'How much is logged: fatal, error, warn, info, debug, trace or silent.',
    default: 'info',
    example: 'debug',
    schema: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'must be fatal, error, warn, info, debug, trace or silent',
      })
      .default('info'),
  }),
  debug: setting({
    name: 'REGULARS_DEBUG',
    description: 'Whether a command that fails prints where in the program it failed.',
    default: 'no',
    example: '1',
    schema: yesOrNo('no'),
  }),
} as const

/** The file that holds settings; can be named only in the environment. */
export const configSetting = {
  name: 'REGULARS_CONFIG',
  description: 'The file with settings, one NAME=value on a line. The environment wins over it.',
  default: './regulars.conf, when it is there',
  example: '/etc/regulars.conf',
} as const

/** All of them as plain data, for the documentation and its test. */
export const settingsReference = [...Object.values(settingsList), configSetting].map(
  ({ name, description, default: otherwise, example }) => ({
    name,
    description,
    default: otherwise,
    example,
  }),
)
