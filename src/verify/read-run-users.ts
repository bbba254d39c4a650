import { readEntries } from '../checkpoint/read-checkpoint.js'
import type { CheckpointEntry, RunHeader } from '../checkpoint/entry.js'
import { OpenUnits } from './open-units.js'

/** The users of a run, from its checkpoint. */
export interface RunUsers {
  header: RunHeader | undefined
  /** Logto ids of the users that hold what the input says, by ordinal: created, adopted or updated. */
  created: Map<number, string>
  /** Ordinals of those who were in the target before the run. */
  existing: Set<number>
  /** Logto ids by source key, of the keys asked for. */
  byKey: Map<string, string>
  /** Logto ids of everybody whom the checkpoint names, in any pass. */
  named: Set<string>
  /** Steps and memberships that were refused or not sent. */
  openUnits: OpenUnits
  /** Whether a create was ever about to be sent. */
  hasBegun: boolean
}

const namingEntries: ReadonlySet<CheckpointEntry['t']> = new Set([
  'created',
  'adopted',
  'updated',
  'existing',
])

/** @param keys source keys whose Logto ids are wanted */
export const readRunUsers = async (checkpoint: string, keys: ReadonlySet<string>): Promise<RunUsers> => {
  const users: RunUsers = {
    header: undefined,
    created: new Map(),
    existing: new Set(),
    byKey: new Map(),
    named: new Set(),
    openUnits: new OpenUnits(),
    hasBegun: false,
  }
  const wanted = new Map<number, string>()
  for await (const entries of readEntries(checkpoint)) {
    for (const entry of entries) {
      users.openUnits.apply(entry)
      if ('id' in entry && typeof entry.id === 'string' && namingEntries.has(entry.t))
        users.named.add(entry.id)
      switch (entry.t) {
        case 'run':
          users.header = entry
          break
        case 'delta':
          // Ordinals start again, with the newer export.
          if (users.header !== undefined) {
            users.header = { ...users.header, input: entry.input, related: entry.related }
          }
          users.created.clear()
          users.existing.clear()
          wanted.clear()
          break
        case 'begin':
          users.hasBegun = true
          if (keys.has(entry.key)) wanted.set(entry.n, entry.key)
          break
        case 'created':
        case 'adopted':
        case 'updated':
          users.created.set(entry.n, entry.id)
          noteKey(users, wanted.get(entry.n), entry.id)
          break
        case 'same':
          for (const [index, n] of entry.n.entries()) users.created.set(n, entry.id[index] ?? '')
          break
        case 'withdrawn':
          users.created.delete(entry.n)
          users.existing.add(entry.n)
          break
        case 'existing':
          users.existing.add(entry.n)
          noteKey(users, wanted.get(entry.n), entry.id)
      }
    }
  }
  return users
}

const noteKey = ({ byKey }: RunUsers, key: string | undefined, id: string | undefined): void => {
  if (key !== undefined && id !== undefined) byKey.set(key, id)
}
