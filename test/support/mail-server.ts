import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { to: string[]; headers: string; text: string }

/** A mail server that keeps what it is given. */
export type MailServer = {
  url: string
  received: ReceivedMail[]
  /** The Message-IDs of all attempts, refused ones too. */
  attempted: string[]
  /** Answers the next mails with these codes before it takes one again. */
  refuse(...codes: number[]): void
  /** Takes the next mails and breaks the connection off before saying so. */
  storeAndDrop(mails: number): void
  close(): Promise<void>
}

const decode = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const attempted: string[] = []
  const refusals: number[] = []
  let drops = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString()
        const end = raw.indexOf('\r\n\r\n')
        const headers = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ')
        attempted.push(/^Message-ID: (\S+)/im.exec(headers)?.[1] ?? '')
        const code = refusals.shift()
        if (code) return done(Object.assign(new Error('refused for a test'), { responseCode: code }))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ to, headers, text: decode(raw.slice(end + 4)) })
        if (drops-- > 0) {
          for (const connection of server.connections) connection._socket.destroy()
          return
        }
        return done()
      })
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    attempted,
    refuse: (...codes) => void refusals.push(...codes),
    storeAndDrop: (mails) => {
      drops = mails
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
