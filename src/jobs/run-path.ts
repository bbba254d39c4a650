import { access, readdir } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { locateRun } from '../checkpoint/run-folder.js'
import { MigrationError } from '../outcome/migration-error.js'

/** The folder of a run as this process finds it: relative to the folder of the job, which mostly is the working directory. */
export const runPath = (run: string, folder: string): string =>
  isAbsolute(run) || relative('', folder) === '' ? run : join(folder, run)

/** @param run undefined: the only one in `.migrate`; @throws MigrationError `run_unclear` */
export const runPathOrOnly = async (run: string | undefined, folder: string): Promise<string> =>
  runPath(run ?? (await findOnlyRun(folder)), folder)

/** The only run in `.migrate`, relative to the folder. @throws MigrationError `run_unclear` */
const findOnlyRun = async (folder: string): Promise<string> => {
  const parent = join(folder, '.migrate')
  const names = await readdir(parent).catch(() => [])
  const runs: string[] = []
  for (const name of names) {
    const isRun = await access(locateRun(join(parent, name)).checkpoint).then(
      () => true,
      () => false,
    )
    if (isRun) runs.push(name)
  }
  if (runs.length === 1) return join('.migrate', runs[0]!)
  throw new MigrationError(
    'usage',
    'run_unclear',
    runs.length === 0
      ? 'there is no run in .migrate: name the folder of one'
      : `there are several runs in .migrate (${runs.join(', ')}): name the folder of one`,
  )
}
