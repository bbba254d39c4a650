import { join } from 'node:path'
import { acquireLock } from '../../checkpoint/lock.js'
import { createRunFolder, locateRun } from '../../checkpoint/run-folder.js'
import { takeAll } from '../../outcome/take-all.js'
import { type JobOptions, openJob, targetOf } from '../job-options.js'
import { runPathOrOnly } from '../run-path.js'
import { toolVersion } from '../tool-version.js'
import { linkFormat } from './link-entry.js'
import { LinkFile } from './link-file.js'
import { LinkLedger } from './link-ledger.js'

/** What belongs to the links of one run, beside its checkpoint. */
export interface LinkFiles {
  folder: string
  ledger: string
  links: string
  withoutEmail: string
  lock: string
}

/** @param options the run folder; default: the only one in `.migrate` */
export const locateLinks = async (options: Omit<JobOptions, 'files'>): Promise<LinkFiles> => {
  const { folder: top } = openJob(options)
  const folder = await runPathOrOnly(options.run, top)
  return {
    folder,
    ledger: join(folder, 'links.ndjson'),
    links: join(folder, 'links.csv'),
    withoutEmail: join(folder, 'links-no-email.csv'),
    lock: join(folder, 'links.lock'),
  }
}

/** Opens ledger and list for one call at a time, and closes both whatever the work meets. */
export const withLinkFiles = async <Result>(
  options: Omit<JobOptions, 'files'>,
  files: LinkFiles,
  work: (ledger: LinkLedger, file: LinkFile) => Promise<Result>,
): Promise<Result> => {
  const { effects } = openJob(options)
  await createRunFolder(locateRun(files.folder))
  const lock = await acquireLock(files.lock, effects.now)
  try {
    const { endpoint, tenantId } = targetOf(options)
    const at = new Date(effects.now()).toISOString()
    const head = { t: 'links', format: linkFormat, endpoint, tenantId, tool: toolVersion, at } as const
    const ledger = await LinkLedger.open(files.ledger, head)
    let file: LinkFile | undefined
    try {
      file = await LinkFile.open(files.links)
      return await work(ledger, file)
    } finally {
      await takeAll([() => file?.close(), () => ledger.close()])
    }
  } finally {
    await lock.release()
  }
}
