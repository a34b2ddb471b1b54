import { lockDataFolder } from '#platform/database/embedded/lock.ts'

// Tries to take a data folder at a given moment and keeps it until its input ends, for tests of races.
// Arguments: the data folder, the moment in milliseconds since 1970.

const [folder = '', moment = '0'] = process.argv.slice(2)
while (Date.now() < Number(moment)) {
  // Busy on purpose: all takers must leave at the same millisecond.
}
try {
  lockDataFolder(folder)
  console.log('taken')
} catch (error) {
  console.log((error as Error).name)
}
process.stdin.resume()
