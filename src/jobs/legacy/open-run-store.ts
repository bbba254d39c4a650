import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { loadLegacyKey, refuseBadKey } from '../../legacy-passwords/store/legacy-key.js'
import { type LegacyStore, openLegacyStore } from '../../legacy-passwords/store/open-legacy-store.js'
import type { JobContext } from '../job-context.js'

/** The key file beside the config, where LEGACY_STORE_KEY is not set. */
export const legacyKeyFile = 'legacy-passwords.key'

/** What an import does with the store. */
export type RunStore = Pick<LegacyStore, 'put' | 'delete' | 'close'>

/**
 * The store of a run for its import: one that is there is opened at once, so that a wrong key ends the run before it has
 * begun; a new one is made, and no other may get a new key, when the first hash is to be kept.
 */
export const openRunStore = async (
  { legacyStore }: RunFolder,
  context: Pick<JobContext, 'env' | 'folder' | 'emit'>,
): Promise<RunStore> => {
  const isThere = await access(legacyStore).then(
    () => true,
    () => false,
  )
  let opening: Promise<LegacyStore> | undefined
  const open = (): Promise<LegacyStore> => (opening ??= openStore(legacyStore, !isThere, context))
  if (isThere) await open()
  return {
    put: async (id, entry) => (await open()).put(id, entry),
    delete: async (id) => (await opening)?.delete(id) ?? false,
    // One that could not be opened has been told where it was wanted.
    close: async () => (await opening?.catch(() => undefined))?.close(),
  }
}

/** Before the target is asked and the input is read. @throws MigrationError for a key that is none */
export const refuseBadRunKey = ({ env, folder }: Pick<JobContext, 'env' | 'folder'>): Promise<void> =>
  refuseBadKey({ value: env['LEGACY_STORE_KEY'], path: join(folder, legacyKeyFile) })

const openStore = async (
  legacyStore: string,
  isNew: boolean,
  { env, folder, emit }: Pick<JobContext, 'env' | 'folder' | 'emit'>,
): Promise<LegacyStore> => {
  const path = join(folder, legacyKeyFile)
  const loaded = await loadLegacyKey({ value: env['LEGACY_STORE_KEY'], path, create: isNew })
  if (loaded.isNew) emit({ type: 'note', code: 'legacy_key_made', path })
  return openLegacyStore(legacyStore, loaded.key, 'create')
}
