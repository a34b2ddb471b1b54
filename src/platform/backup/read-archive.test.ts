import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp } from '#test/support/app.ts'
import {
  backUp,
  contentOf,
  emptyTarget,
  never,
  rewrite,
  silent,
  temporaryFolder,
} from '#test/support/backups.ts'
import { plantCustomers } from '#test/support/customers.ts'
import { BackupUnusable, headName } from './format.ts'
import { restoreBackup } from './restore-backup.ts'
import { refuseNewer, verifyBackup } from './verify-backup.ts'

vi.setConfig({ testTimeout: 240_000 })

const folder = temporaryFolder()
const good = join(folder, 'good.tar')
const zipped = join(folder, 'good.tar.gz')
const bad = join(folder, 'bad.tar')

beforeAll(async () => {
  const t = await startTestApp({ work: false })
  const source = { connection: t.app.database.connection, dataDir: t.app.settings.dataDir }
  await plantCustomers(
    t.app,
    t.home.id,
    Array.from({ length: 30 }, (_, i) => ({ last_name: `Somebody ${i}` })),
  )
  await inTransaction(t.app, systemPrincipal(t.home.id), 'test', async (ctx) => {
    const received = await t.app.files.receive(ctx.workspaceId, Buffer.from('the file'), 1000)
    await t.app.files.keep(ctx, received, { purpose: 'import', name: 'a.csv', mediaType: 'text/csv' })
  })
  await backUp(source, good)
  await backUp(source, zipped)
  await t.close()
})

const verify = (path: string) => verifyBackup(path, never)

/** Changes one byte at the first place where `text` stands. */
function spoil(text: string): void {
  const bytes = readFileSync(good)
  const at = bytes.indexOf(text)
  bytes[at] = bytes[at]! ^ 1
  writeFileSync(bad, bytes)
}

test('a whole backup passes, compressed or not', async () => {
  const manifest = await verify(good)
  expect(manifest.files.count).toBe(1)
  expect((await verify(zipped)).tables).toEqual(manifest.tables)
})

test('a changed byte is found, and the entry is named', async () => {
  spoil('Somebody 7')
  await expect(verify(bad)).rejects.toThrow(/damaged: its entry tables\/public\.\w+\/000000 was changed/)
  spoil('the file')
  await expect(verify(bad)).rejects.toThrow(/damaged: its entry files\/\S+ was changed/)
  spoil('the key')
  await expect(verify(bad)).rejects.toThrow(/damaged: its entry secret was changed/)
})

test('a changed byte anywhere is found, or is one that says nothing', async () => {
  const size = readFileSync(good).length
  const whole = await verify(good)
  await fc.assert(
    fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const bytes = readFileSync(good)
      bytes[at] = bytes[at]! ^ change
      writeFileSync(bad, bytes)
      // Between the entries tar has bytes without a meaning. The manifest counts and hashes all that has one.
      const found = await verify(bad).catch((error) => error)
      if (!(found instanceof BackupUnusable)) expect(found).toEqual(whole)
    }),
    { numRuns: 60 },
  )
})

test('a backup that ends too early is found out, wherever it ends', async () => {
  for (const path of [good, zipped]) {
    const size = readFileSync(path).length
    // The two empty blocks at the end of a tar file are no content.
    for (const kept of [0, 1, 511, 512, 700, size >> 2, size >> 1, size - 3000, size - 1600]) {
      copyFileSync(path, bad)
      truncateSync(bad, kept)
      await expect(verify(bad), `${kept} of ${size}`).rejects.toThrow(BackupUnusable)
    }
  }
})

test('so is one that ends after an entry, where nothing of the file itself looks wrong', async () => {
  const bytes = readFileSync(good)
  // The header of the manifest, and its pax header of two blocks before that.
  const end = bytes.indexOf('manifest.json') - 1024
  writeFileSync(bad, bytes.subarray(0, end))
  await expect(verify(bad)).rejects.toThrow(
    /damaged: its end is missing|damaged: what follows its entry files/,
  )
})

test('an entry that was taken out or added is missed, though each other one is whole', async () => {
  await rewrite(good, bad, {})
  await verify(bad)
  const without = {
    entry: (name: string, bytes: Buffer) => (name.startsWith('tables/public.customers/') ? null : bytes),
  }
  await rewrite(good, bad, {
    ...without,
    manifest: (manifest) => ({
      ...manifest,
      entries: { ...manifest.entries, count: manifest.entries.count + 1 },
    }),
  })
  await expect(verify(bad)).rejects.toThrow(/entries of \d+/)
})

test('rows that are not those of the manifest are found after loading', async () => {
  const target = await emptyTarget()
  const other = (name: string, bytes: Buffer) =>
    name.startsWith('tables/public.customers/')
      ? Buffer.from(bytes.toString().replace('Somebody 7', 'Somebody 8'))
      : bytes
  await rewrite(good, bad, { entry: other })
  await verify(bad)
  const restored = restoreBackup({ path: bad, ...target, replace: false, signal: never, say: silent })
  await expect(restored).rejects.toThrow(/The table public\.customers did not come back as it was/)
})

test('what is no backup is called so', async () => {
  for (const content of ['', 'hello', 'x'.repeat(5000), gzipSync('hello'), Buffer.alloc(4096)]) {
    writeFileSync(bad, content)
    await expect(verify(bad)).rejects.toThrow(/is not a backup of Regulars/)
  }
  await expect(verify(join(folder, 'nowhere.tar'))).rejects.toThrow(/cannot be read \(ENOENT\)/)
})

test('a newer format, and a newer schema, are refused with what is needed', async () => {
  const format = (name: string, bytes: Buffer) =>
    name === headName
      ? Buffer.from(JSON.stringify({ ...JSON.parse(bytes.toString()), format: 2, program: '9.1.0' }))
      : bytes
  await rewrite(good, bad, { entry: format })
  await expect(verify(bad)).rejects.toThrow(/has format 2.*Restore it with Regulars 9\.1\.0 or newer/)

  const target = await emptyTarget()
  const before = await contentOf(target.connection)
  const newer = [{ name: '9999_future.sql', hash: 'f' }]
  await rewrite(good, bad, {
    manifest: (manifest) => ({ ...manifest, migrations: [...manifest.migrations, ...newer] }),
  })
  const restored = restoreBackup({ path: bad, ...target, replace: false, signal: never, say: silent })
  await expect(restored).rejects.toThrow(/does not know 9999_future\.sql. Nothing was changed/)
  expect(await contentOf(target.connection)).toEqual(before)
  await refuseNewer(good, await verify(good))
})
