import type { LegacyStore } from '../../legacy-passwords/store/open-legacy-store.js'
import type { ImportContext } from '../import-context.js'

/** Writes old passwords with the identifiers that people may type. Whoever plans such opens a store. */
export const createPasswordKeeper =
  (store: Pick<LegacyStore, 'put'> | undefined): ImportContext['keepPassword'] =>
  async (userId, { source, hash, params }, { primaryEmail, primaryPhone, username }) => {
    if (store === undefined) throw new TypeError('An old password is to be kept, and there is no store.')
    await store.put(userId, { source, hash, params, identifiers: { primaryEmail, primaryPhone, username } })
  }
