import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./s3-server.ts', import.meta.url))
const [bucket, keyId, secret] = ['regulars-files', 'THE-KEY-ID', 'the/secret+key'] as const

export type Found = { objects: Record<string, number>; uploads: number }

/** A store that speaks S3, in a process of its own, with a bucket and the settings that reach it. */
export type S3 = {
  settings: Record<string, string>
  /** What lies there, past the protocol; after doing something to it. */
  look(act?: 'broken' | 'whole' | 'age'): Promise<Found>
  stop(): Promise<void>
}

export async function startS3(): Promise<S3> {
  const child = fork(program, [bucket, keyId, secret], { silent: true, execArgv: [] })
  const ended = new Promise<void>((tell) => child.once('exit', () => tell()))
  const port = await new Promise<string>((tell, fail) => {
    child.stdout!.once('data', (text: Buffer) => tell(text.toString().trim()))
    child.once('exit', (code) => fail(new Error(`the store ended with ${code}`)))
  })
  const url = `http://127.0.0.1:${port}`
  return {
    settings: {
      S3_ENDPOINT: url,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: keyId,
      S3_SECRET_ACCESS_KEY: secret,
      S3_PATH_STYLE: 'yes',
      S3_PREFIX: 'test/one',
    },
    look: async (act) => (await fetch(`${url}/_${act ?? 'look'}`)).json() as Promise<Found>,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
