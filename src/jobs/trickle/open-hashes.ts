import { access } from 'node:fs/promises'
import { loadLegacyKey, refuseBadKey } from '../../legacy-passwords/store/legacy-key.js'
import { type LegacyStore, openLegacyStore } from '../../legacy-passwords/store/open-legacy-store.js'
import type { Verifier } from '../../legacy-passwords/verify/pool/open-verifier.js'
import type { StoredHashes } from '../../trickle/service/judge-try.js'
import type { JobContext } from '../job-context.js'
import type { TrickleFiles } from './trickle-files.js'

/** The store of a run; undefined where the import kept nothing. @throws MigrationError for a wrong or missing key */
export const openStore = async (
  { store, storeKey }: TrickleFiles,
  { env }: Pick<JobContext, 'env'>,
  mode: 'read' | 'write',
): Promise<LegacyStore | undefined> => {
  const isThere = await access(store).then(
    () => true,
    () => false,
  )
  const place = { value: env['LEGACY_STORE_KEY'], path: storeKey }
  if (!isThere) {
    await refuseBadKey(place)
    return undefined
  }
  const { key } = await loadLegacyKey({ ...place, create: false })
  return openLegacyStore(store, key, mode)
}

/** What the service asks of the store; without one it knows nobody. */
export const hashesOf = (store: LegacyStore | undefined, verifier: Verifier): StoredHashes => ({
  verify: async (userId, password, elsewhere) => {
    const entry = store?.get(userId)
    if (entry === undefined) return undefined
    const { source, hash, params } = entry
    return verifier.verify({ source, hash, params, password }, elsewhere)
  },
  delete: async (userId) => {
    await store?.delete(userId)
  },
  count: () => store?.count() ?? 0,
  noteUsed: async (userId) => {
    await store?.noteUsed(userId)
  },
  forgetUsed: async (userId) => {
    await store?.forgetUsed(userId)
  },
  used: () => store?.used() ?? [],
  waiting: () => verifier.waiting(),
})
