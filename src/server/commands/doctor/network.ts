import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { createTransport } from 'nodemailer'
import { dataFolderHolder } from '#platform/database/embedded/lock.ts'
import type { Settings } from '#platform/settings.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** Whether the port is free, held by this installation, by another Regulars, or by something else. */
export async function checkPort(settings: Settings): Promise<Finding> {
  const name = 'Port'
  const at = `${settings.host}:${settings.port}`
  const code = await tryListen(settings.port, settings.host)
  if (code === null) return ok(name, `${at} is free`)
  if (code === 'EADDRINUSE') {
    const other = 'Stop that program, or set PORT to another number (PORT=0 takes any free one).'
    if (!(await answersAsRegulars(settings)))
      return problem(name, `${at} is taken by another program.`, other)
    const holder = existsSync(settings.dataDir) ? dataFolderHolder(settings.dataDir) : null
    if (holder?.command === 'start')
      return ok(name, `${at} is held by the running Regulars (process ${holder.pid})`)
    return problem(name, `${at} is taken by a Regulars with another data folder.`, other)
  }
  if (code === 'EACCES') {
    return problem(
      name,
      `${at} may be opened by root only.`,
      'Set PORT to 1024 or higher, and let a proxy (Caddy, nginx) answer at 80 and 443.',
    )
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return problem(
      name,
      `${settings.host} is no address of this machine.`,
      'Set HOST to 127.0.0.1, or to 0.0.0.0 for all.',
    )
  }
  return problem(name, `${at} cannot be opened (${code}).`, 'Set HOST and PORT to an address that can.')
}

function tryListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

async function answersAsRegulars({ host, port }: Settings): Promise<boolean> {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const address = near.includes(':') ? `[${near}]` : near
  try {
    const response = await fetch(`http://${address}:${port}/api/openapi.json`, {
      signal: AbortSignal.timeout(3000),
    })
    const document = (await response.json()) as { info?: { title?: string } }
    return document.info?.title?.startsWith('Regulars') ?? false
  } catch {
    return false
  }
}

/** Whether people's browsers reach this installation in a safe way. */
export function checkAddress({ url }: Settings): Finding {
  const { protocol, hostname } = new URL(url)
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  if (protocol === 'https:' || local) return ok('Address', url)
  return warning(
    'Address',
    `${url} is not encrypted: passwords can be read on the way.`,
    'Put a proxy with TLS before Regulars and set REGULARS_URL to its https:// address, TRUST_PROXY to 1.',
  )
}

/** Whether the mail server takes us, without sending anything. */
export async function checkMail({ smtpUrl }: Settings): Promise<Finding> {
  const name = 'Mail'
  if (!smtpUrl)
    return ok(name, 'SMTP_URL is not set: mail waits in the outbox, which administrators can read')
  const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 5000 }
  const transport = createTransport({ url: smtpUrl, ...patience })
  const server = new URL(smtpUrl).host
  try {
    await transport.verify()
    return ok(name, `${server} answers`)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const remedy =
      code === 'EAUTH'
        ? 'Check the user name and the password in SMTP_URL; write @ in them as %40.'
        : 'Check host, port and protocol in SMTP_URL (smtp:// for 25 and 587, smtps:// for 465), and the firewall.'
    return problem(name, `${server} does not take us: ${message}.`, remedy)
  } finally {
    transport.close()
  }
}
