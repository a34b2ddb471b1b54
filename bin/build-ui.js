// Builds the staff app into dist/. npm runs this after an install ("prepare"), and `regulars start` when sources changed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const here = fileURLToPath(import.meta.url)
const home = join(dirname(here), '..')

/** Whether the app's sources are here and differ from those that dist/ was built from. */
export function needsBuild(root = home) {
  if (!hasSources(root)) return false
  const mark = join(root, 'dist', '.build')
  return !existsSync(mark) || readFileSync(mark, 'utf8') !== fingerprint(root)
}

/** Builds the app. dist/ changes at the end and at once, so a build that fails or is killed leaves the old one. */
export async function buildUi(root = home) {
  const mark = fingerprint(root)
  const fresh = join(root, '.tmp', `ui-${process.pid}`)
  try {
    await runVite(root, fresh)
    compressAll(fresh)
    writeFileSync(join(fresh, '.build'), mark)
    const dist = join(root, 'dist')
    const old = `${fresh}-old`
    mkdirSync(dist, { recursive: true })
    renameSync(dist, old)
    renameSync(fresh, dist)
    rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Compressed once here instead of at every request; the server sends what the browser accepts. */
function compressAll(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const text = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(text))
    writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
  }
}

/** In a process of its own, so that a server that builds at its start does not keep the bundler in memory. */
function runVite(root, outDir) {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  const args = [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error']
  return new Promise((resolve, reject) => {
    // Whoever asks, a test for instance: React is half as large in production.
    const env = { ...process.env, NODE_ENV: 'production' }
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(output.trim() || `vite ended with code ${code}`))
    })
  })
}

function hasSources(root) {
  return (
    existsSync(join(root, 'vite.config.ts')) && existsSync(join(root, 'src', 'ui', 'staff', 'index.html'))
  )
}

/** A digest of all that the app is built from: its own files, what it imports, and the packages' versions. */
function fingerprint(root) {
  const digest = createHash('sha256')
  for (const file of [...sources(root)].sort()) {
    digest
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return digest.digest('hex')
}

function* sources(root) {
  yield* ['vite.config.ts', 'package-lock.json', 'tsconfig.json']
    .map((name) => join(root, name))
    .filter(existsSync)
  yield* filesIn(join(root, 'src', 'ui'))
  yield* filesIn(join(root, 'src', 'lib'))
  for (const file of filesIn(join(root, 'src', 'modules'))) if (file.endsWith('contract.ts')) yield file
}

function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(here) && needsBuild()) {
  try {
    await buildUi()
  } catch (error) {
    console.error(`The staff app could not be built: ${error.message}`)
    // An install is worth more than the app in it: `regulars start` builds again and then says what is wrong.
    if (process.env.npm_lifecycle_event !== 'prepare') process.exitCode = 1
  }
}
