import { dirname } from 'node:path'
import type { PageSizes } from '../spill/paged-bytes.js'
import { OrdinalNumbers } from '../spill/ordinal-numbers.js'
import type { BaseUser } from './base-user.js'
import { DeltaBase } from './delta-base.js'
import type { CheckpointEntry } from './entry.js'
import { readEntries } from './read-checkpoint.js'
import { UnitSets } from './unit-sets.js'

/**
 * Adds up the passes before the current one, user by user.
 *
 * @param pass number of the current pass; its own entries are left out
 * @param secretCheck of the secret in use now
 * @param sizes of the memory for users
 */
export const readBase = async (
  checkpoint: string,
  pass: number,
  secretCheck: string | undefined,
  sizes?: PageSizes,
): Promise<DeltaBase> => {
  const reader = new BaseReader(secretCheck, dirname(checkpoint), sizes)
  try {
    for await (const entries of readEntries(checkpoint)) {
      for (const entry of entries) {
        if (entry.t === 'delta' && reader.pass + 1 === pass) return reader.base
        reader.add(entry)
      }
    }
    return reader.base
  } catch (error) {
    reader.base.close()
    throw error
  } finally {
    reader.close()
  }
}

class BaseReader {
  readonly base: DeltaBase
  pass = 1
  readonly #secretCheck: string | undefined
  #isSecretKnown = true
  /** Of records without an outcome yet. */
  #keys = new Map<number, string>()
  /** What stands for the key of each user of the pass, by ordinal. */
  readonly #numbers: OrdinalNumbers

  /** @param folder for temporary files */
  constructor(secretCheck: string | undefined, folder: string, sizes: PageSizes | undefined) {
    this.#secretCheck = secretCheck
    this.#numbers = new OrdinalNumbers(folder)
    this.base = new DeltaBase(folder, sizes)
  }

  close(): void {
    this.#numbers.close()
  }

  add(entry: CheckpointEntry): void {
    switch (entry.t) {
      case 'delta':
        this.pass += 1
        this.#keys = new Map()
        this.#numbers.clear()
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
    this.base.users.set(key, { ...user, isSeen: false })
    this.#numbers.set(n, this.base.users.numberOf(key))
  }

  #setExisting(n: number, id: string | undefined): void {
    const key = this.#keys.get(n)
    if (key !== undefined && id !== undefined && !this.base.users.has(key)) {
      this.#set(n, { id, print: undefined, shape: undefined, units: UnitSets.none, isOurs: false })
    } else this.#keys.delete(n)
  }

  #withdraw(n: number): void {
    const key = this.#keyOf(n)
    if (key !== undefined) this.base.users.delete(key)
  }

  #apply(n: number, unit: string): void {
    const key = this.#keyOf(n)
    const user = key === undefined ? undefined : this.base.users.get(key)
    if (key === undefined || user === undefined) return
    this.base.users.set(key, { ...user, units: this.base.units.apply(user.units, unit) })
  }

  #keyOf(n: number): string | undefined {
    const number = this.#numbers.get(n)
    return number === 0 ? undefined : this.base.users.keyOf(number)
  }

  #vanish(key: string, did: 'reported' | 'suspended' | 'deleted' | 'kept'): void {
    const { users, units } = this.base
    const user = users.get(key)
    if (user === undefined) return
    if (did === 'deleted') users.delete(key)
    if (did !== 'suspended') return
    // Should they come back unchanged, they must still be let in again.
    users.set(key, { ...user, units: units.apply(user.units, 'suspend'), print: undefined })
  }
}
