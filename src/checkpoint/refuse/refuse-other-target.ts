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
  if (before === undefined || (before.endpoint === endpoint && before.tenantId === tenantId)) return
  throw new MigrationError(
    'checkpoint',
    'checkpoint_foreign',
    `${checkpoint} belongs to another run: its target was ${before.endpoint} (tenant ${before.tenantId}), is ${endpoint} (tenant ${tenantId}). Give the same target to resume it, or another folder with --run`,
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
