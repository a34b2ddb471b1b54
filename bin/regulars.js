#!/usr/bin/env node
// Plain JavaScript that any Node from 20 on can read: it finds the Node 24 that npm installed and runs the program.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const cli = join(root, 'src', 'server', 'cli.ts')
// Imports make much short-lived garbage: collected early and often, it never becomes memory of the process.
const memoryFlags = ['--max-semi-space-size=8', '--heap-growing-percent=40']
const compiled = join(root, 'node_modules', '.cache', 'regulars')

if (Number(process.versions.node.split('.')[0]) >= 24) {
  becomeFrugal()
  // Compiled code is kept between starts; where the folder cannot be written Node goes without.
  nodeModule.enableCompileCache?.(compiled)
  await import(cli)
} else {
  const node = packagedNode(root)
  if (node) {
    runWith(node)
  } else {
    console.error(
      `Regulars needs Node.js 24 and found ${process.version}. npm brings the right one along: run "npm ci" ` +
        'in the Regulars folder (without --omit=optional), or install Node.js 24 yourself.',
    )
    process.exitCode = 1
  }
}

/** These flags are read when a process begins, so this one begins again in its own place: same process id, same files. */
function becomeFrugal() {
  if (
    process.execArgv.length > 0 ||
    !process.execve ||
    !['start', 'import', 'seed', undefined].includes(process.argv[2])
  )
    return
  process.execve(process.execPath, [process.execPath, ...memoryFlags, ...process.argv.slice(1)], process.env)
}

function packagedNode(folder) {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
    if (existsSync(found)) return found
    if (at === dirname(at)) return null
  }
}

function runWith(node) {
  const env = { NODE_COMPILE_CACHE: compiled, ...process.env }
  const child = spawn(node, [...memoryFlags, cli, ...process.argv.slice(2)], { stdio: 'inherit', env })
  child.on('error', (error) => {
    console.error(`Could not run ${node}: ${error.message}`)
    process.exit(1)
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C and its own end to the child as well; a second one would cut a graceful stop short.
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0))
  })
}
