import { loadSettings, type Settings, SettingsError } from '#platform/settings.ts'
import { checkBucket } from './bucket.ts'
import { checkDatabase } from './database.ts'
import { type Finding, ok, problem } from './finding.ts'
import { checkApp, checkDataFolder, checkNode, checkPackages, checkRunning } from './machine.ts'
import { checkAddress, checkMail, checkPort } from './network.ts'

/** Every check, in the order in which one mends things. With wrong settings only these are told. */
export async function examine(env: Record<string, string | undefined>): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = loadSettings(env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return [
      checkNode(),
      ...error.problems.map(({ name, problem: wrong, example }) =>
        problem(
          'Setting',
          `${name} ${wrong}.`,
          example ? `For example ${name}=${example}` : `Remove or rename it.`,
        ),
      ),
    ]
  }
  const folder = checkDataFolder(settings)
  const packages = settings.databaseUrl ? [] : [checkPackages(settings)]
  const early = [
    checkNode(),
    ok('Settings', settings.configFile ?? 'from the environment alone'),
    ...packages,
    ...folder,
  ]
  // A database in a folder that is not ours would only fail for the reason that was just named.
  const hopeless =
    !settings.databaseUrl && [...packages, ...folder].some(({ status }) => status === 'problem')
  return [
    ...early,
    checkRunning(settings),
    await checkPort(settings),
    checkAddress(settings),
    ...(hopeless ? [] : await checkDatabase(settings)),
    await checkBucket(settings),
    await checkMail(settings),
    checkApp(),
  ]
}
