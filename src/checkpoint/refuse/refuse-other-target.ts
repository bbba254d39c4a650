import { open } from 'node:fs/promises'
import { z } from 'zod'
import { MigrationError } from '../../outcome/migration-error.js'
import type { RunHeader } from '../entry.js'
import type { RunFolder } from '../run-folder.js'

const headerSchema = z.object({ target: z.object({ endpoint: z.string(), tenantId: z.string() }) })
/** A header names its input files, of which there can be many. */
const mostBytes = 1 << 20

/**
 * Called before the target is asked anything: a run goes on where it began. A checkpoint that is not there, or cannot be
 * read, is `openRun`'s to speak of.
 *
 * @throws MigrationError `checkpoint/checkpoint_foreign`
 */
export const refuseOtherTarget = async (
  { checkpoint }: RunFolder,
  { endpoint, tenantId }: RunHeader['target'],
): Promise<void> => {
  const before = await readTarget(checkpoint)
  if (before !== undefined) mustBeSameTarget(checkpoint, before, { endpoint, tenantId })
}

/**
 * What a file of a run says of users means nothing in another tenant.
 *
 * @throws MigrationError `checkpoint/checkpoint_foreign`
 */
export const mustBeSameTarget = (
  path: string,
  before: RunHeader['target'],
  now: RunHeader['target'],
): void => {
  if (before.endpoint === now.endpoint && before.tenantId === now.tenantId) return
  throw new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${path} is of a run into ${before.endpoint} (tenant ${before.tenantId}), got ${now.endpoint} (tenant ${now.tenantId}): set LOGTO_ENDPOINT and LOGTO_TENANT_ID to those of the run, or name another folder with --run`,
  )
}

const readTarget = async (path: string): Promise<RunHeader['target'] | undefined> => {
  const handle = await open(path).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0)
    const text = buffer.toString('utf8', 0, bytesRead)
    return headerSchema.safeParse(JSON.parse(text.slice(0, text.indexOf('\n')))).data?.target
  } catch {
    return undefined
  } finally {
    await handle.close()
  }
}
