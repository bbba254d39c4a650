import { readEntries } from '../../checkpoint/read-checkpoint.js'

/**
 * Logto ids of the users with these source keys, from the checkpoint: who was created, adopted, changed, or was
 * there before. Whoever is not in it did not come over.
 */
export const findInviters = async (
  checkpoint: string,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, string>()
  if (keys.size === 0) return ids
  const keyOf = new Map<number, string>()
  for await (const entries of readEntries(checkpoint)) {
    for (const entry of entries) {
      switch (entry.t) {
        case 'begin':
          if (keys.has(entry.key)) keyOf.set(entry.n, entry.key)
          break
        case 'created':
        case 'adopted':
        case 'updated':
        case 'existing': {
          const key = keyOf.get(entry.n)
          if (key !== undefined && entry.id !== undefined) ids.set(key, entry.id)
          break
        }
        // Ordinals begin anew with a newer export.
        case 'delta':
          keyOf.clear()
      }
    }
  }
  return ids
}
