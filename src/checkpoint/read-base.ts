import type { CheckpointEntry } from './entry.js'
import { readEntries } from './read-checkpoint.js'
import { UnitSets } from './unit-sets.js'

/** A user as the passes before left them. */
export interface BaseUser {
  id: string
  /** Fingerprint of the plan; undefined when the user was left as they were, or cannot be compared. */
  print: string | undefined
  /** Number of the shape. */
  shape: number | undefined
  /** What was done beside the create: a set of `UnitSets`. */
  units: number
  /** False for users who were there before the run and were never changed by it. */
  isOurs: boolean
  /** Whether the newer export has them; set by whoever reads it. */
  isSeen: boolean
}

/** Everybody the passes before have brought in or found there, by source key. */
export interface DeltaBase {
  users: Map<string, BaseUser>
  units: UnitSets
  /** Hashes of field paths, by number of the shape. */
  shapes: Map<number, ReadonlySet<string>>
  /** Whether some fingerprints were made with another secret, so that passwords cannot be compared. */
  hasForeignSecret: boolean
}

/**
 * Adds up the passes before the current one, user by user.
 *
 * @param pass number of the current pass; its own entries are left out
 * @param secretCheck of the secret in use now
 */
export const readBase = async (
  checkpoint: string,
  pass: number,
  secretCheck: string | undefined,
): Promise<DeltaBase> => {
  const reader = new BaseReader(secretCheck)
  for await (const entries of readEntries(checkpoint)) {
    for (const entry of entries) {
      if (entry.t === 'delta' && reader.pass + 1 === pass) return reader.base
      reader.add(entry)
    }
  }
  return reader.base
}

class BaseReader {
  readonly base: DeltaBase = {
    users: new Map(),
    units: new UnitSets(),
    shapes: new Map(),
    hasForeignSecret: false,
  }
  pass = 1
  readonly #secretCheck: string | undefined
  #isSecretKnown = true
  #keys = new Map<number, string>()
  #byOrdinal: BaseUser[] = []
  #keyByOrdinal: string[] = []

  constructor(secretCheck: string | undefined) {
    this.#secretCheck = secretCheck
  }

  add(entry: CheckpointEntry): void {
    switch (entry.t) {
      case 'delta':
        this.pass += 1
        this.#keys = new Map()
        this.#byOrdinal = []
        this.#keyByOrdinal = []
        this.#compareSecret(entry.secret)
        return
      case 'run':
        this.#compareSecret(entry.secret)
        return
      case 'begin':
        this.#keys.set(entry.n, entry.key)
        return
      case 'created':
      case 'adopted':
        this.#set(entry.n, { ...this.#readPrint(entry), id: entry.id, units: UnitSets.none, isOurs: true })
        return
      case 'updated': {
        const before = this.base.users.get(this.#keys.get(entry.n) ?? '')
        const units = before?.id === entry.id ? before.units : UnitSets.none
        this.#set(entry.n, { ...this.#readPrint(entry), id: entry.id, units, isOurs: true })
        return
      }
      case 'existing':
        this.#setExisting(entry.n, entry.id)
        return
      case 'recreate':
        this.base.users.delete(this.#keys.get(entry.n) ?? '')
        return
      case 'withdrawn':
        this.#withdraw(entry.n)
        return
      case 'failed':
        this.#keys.delete(entry.n)
        return
      case 'step':
        if (entry.ok) this.#apply(entry.n, entry.unit)
        return
      case 'batch':
        if (entry.ok) for (const n of entry.n) this.#apply(n, entry.unit)
        return
      case 'vanished':
        this.#vanish(entry.key, entry.did)
        return
      case 'shape':
        this.base.shapes.set(entry.i, new Set(entry.has.match(/.{8}/g) ?? []))
    }
  }

  #compareSecret(secret: string | undefined): void {
    this.#isSecretKnown = secret === this.#secretCheck
    if (!this.#isSecretKnown) this.base.hasForeignSecret = true
  }

  #readPrint({ fp, sh }: { fp?: string | undefined; sh?: number | undefined }) {
    if (fp === undefined || this.#isSecretKnown) return { print: fp, shape: sh }
    const parts = fp.split('.')
    for (const secretPart of [1, 3]) parts[secretPart] = '?'
    return { print: parts.join('.'), shape: sh }
  }

  #set(n: number, user: Omit<BaseUser, 'isSeen'>): void {
    const key = this.#keys.get(n)
    if (key === undefined) return
    this.#keys.delete(n)
    const whole = { ...user, isSeen: false }
    this.base.users.set(key, whole)
    this.#byOrdinal[n] = whole
    this.#keyByOrdinal[n] = key
  }

  #setExisting(n: number, id: string | undefined): void {
    const key = this.#keys.get(n)
    if (key === undefined || id === undefined || this.base.users.has(key)) return
    this.#set(n, { id, print: undefined, shape: undefined, units: UnitSets.none, isOurs: false })
  }

  #withdraw(n: number): void {
    this.base.users.delete(this.#keyByOrdinal[n] ?? '')
  }

  #apply(n: number, unit: string): void {
    const user = this.#byOrdinal[n]
    if (user !== undefined) user.units = this.base.units.apply(user.units, unit)
  }

  #vanish(key: string, did: 'reported' | 'suspended' | 'deleted' | 'kept'): void {
    const user = this.base.users.get(key)
    if (user === undefined) return
    if (did === 'deleted') this.base.users.delete(key)
    if (did !== 'suspended') return
    user.units = this.base.units.apply(user.units, 'suspend')
    // Should they come back unchanged, they must still be let in again.
    user.print = undefined
  }
}
