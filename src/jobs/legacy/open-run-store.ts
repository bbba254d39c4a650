import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import { loadLegacyKey } from '../../legacy-passwords/store/legacy-key.js'
import { type LegacyStore, openLegacyStore } from '../../legacy-passwords/store/open-legacy-store.js'
import type { JobContext } from '../job-context.js'

/** The key file beside the config, where LEGACY_STORE_KEY is not set. */
export const legacyKeyFile = 'legacy-passwords.key'

/** Opens the store of a run for its import; a new store, and no other, may get a new key. */
export const openRunStore = async (
  { legacyStore }: RunFolder,
  { env, folder, emit }: Pick<JobContext, 'env' | 'folder' | 'emit'>,
): Promise<LegacyStore> => {
  const path = join(folder, legacyKeyFile)
  const isNew = await access(legacyStore).then(
    () => false,
    () => true,
  )
  const loaded = await loadLegacyKey({ value: env['LEGACY_STORE_KEY'], path, create: isNew })
  if (loaded.isNew) emit({ type: 'note', code: 'legacy_key_made', path })
  return openLegacyStore(legacyStore, loaded.key, 'create')
}
