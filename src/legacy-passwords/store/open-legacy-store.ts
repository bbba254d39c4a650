import { access } from 'node:fs/promises'
import { MigrationError } from '../../outcome/migration-error.js'
import { openPrivate } from '../../outcome/open-private.js'
import { type LegacyEntry, readEntry, writeEntry } from './legacy-entry.js'
import { openStoreFile, type StoreFile } from './open-store-file.js'
import { legacyKeyBytes, openSealed, sealEntry } from './seal-entry.js'

/**
 * Old passwords by Logto user id, encrypted, in one file (LMDB). Several processes may have it open at once, one of
 * them writing at a time: an import and the service that answers sign-ins. What `put` and `delete` have resolved is on
 * the disk, whatever kills the process.
 */
export interface LegacyStore {
  /** Replaces what is there. */
  put(logtoUserId: string, entry: LegacyEntry): Promise<void>
  /** @throws MigrationError `legacy_store_damaged` */
  get(logtoUserId: string): LegacyEntry | undefined
  /** Without decrypting it. */
  has(logtoUserId: string): boolean
  /** Whether there was one. */
  delete(logtoUserId: string): Promise<boolean>
  count(): number
  /** Remembers that an old password was right, until Logto is known to have it: outlives the process. */
  noteUsed(logtoUserId: string): Promise<void>
  forgetUsed(logtoUserId: string): Promise<void>
  used(): string[]
  /** Ids in their order; what is written meanwhile may be missing. */
  ids(): Iterable<string>
  close(): Promise<void>
}

/** `create` makes the store where there is none; `write` and `read` ask for one that is there. */
export type LegacyStoreMode = 'create' | 'write' | 'read'

/**
 * @param path of the file; a lock file lies beside it
 * @param key 32 bytes, see `loadLegacyKey`
 * @throws MigrationError `legacy_store_missing`, `legacy_store_key`, `legacy_store_unusable`
 */
export const openLegacyStore = async (
  path: string,
  key: Uint8Array,
  mode: LegacyStoreMode,
): Promise<LegacyStore> => {
  if (key.length !== legacyKeyBytes) throw new TypeError(`expected a key of ${legacyKeyBytes} bytes`)
  if (mode === 'create') await createPrivate(path)
  else if (!(await isThere(path))) throw missing(path)
  const file = await openStoreFile(path, mode === 'read')
  try {
    const store = new LmdbStore(path, key, file)
    await store.proveKey(mode)
    return store
  } catch (error) {
    await file.root.close()
    throw error
  }
}

const proofId = 'key'
/** Before the id of somebody whose old password was right. */
const usedPrefix = 'used/'
const usedEnd = 'used0'
const nothing = Buffer.alloc(0)
const proof = Buffer.from('logto-migrate', 'utf8')

class LmdbStore implements LegacyStore {
  readonly #path: string
  readonly #key: Uint8Array
  readonly #root: StoreFile['root']
  readonly #entries: StoreFile['entries']
  readonly #about: StoreFile['about']

  constructor(path: string, key: Uint8Array, { root, entries, about }: StoreFile) {
    this.#path = path
    this.#key = key
    this.#root = root
    this.#entries = entries
    this.#about = about
  }

  /** A new store is bound to its first key. */
  async proveKey(mode: LegacyStoreMode): Promise<void> {
    const stored = this.#about.get(proofId)
    if (stored === undefined) {
      if (mode === 'read') throw missing(this.#path)
      await this.#about.put(proofId, sealEntry(this.#key, proofId, proof))
      await this.#root.flushed
    } else if (openSealed(this.#key, proofId, stored)?.equals(proof) !== true) throw wrongKey(this.#path)
  }

  async put(id: string, entry: LegacyEntry): Promise<void> {
    await this.#entries.put(id, sealEntry(this.#key, id, writeEntry(entry)))
    await this.#root.flushed
  }

  get(id: string): LegacyEntry | undefined {
    this.#seeLatest()
    const sealed = this.#entries.get(id)
    if (sealed === undefined) return undefined
    const plain = openSealed(this.#key, id, sealed)
    const entry = plain && readEntry(plain)
    if (entry === undefined) throw damaged(this.#path, id)
    return entry
  }

  has(id: string): boolean {
    this.#seeLatest()
    return this.#entries.doesExist(id)
  }

  async delete(id: string): Promise<boolean> {
    const wasThere = this.has(id)
    await Promise.all([this.#entries.remove(id), this.#about.remove(`${usedPrefix}${id}`)])
    await this.#root.flushed
    return wasThere
  }

  async noteUsed(id: string): Promise<void> {
    if (this.has(id)) await this.#about.put(`${usedPrefix}${id}`, nothing)
  }

  async forgetUsed(id: string): Promise<void> {
    await this.#about.remove(`${usedPrefix}${id}`)
  }

  used(): string[] {
    const keys = this.#about.getKeys({ start: usedPrefix, end: usedEnd })
    return Array.from(keys, (key) => key.slice(usedPrefix.length))
  }

  count(): number {
    return this.#entries.getCount()
  }

  ids(): Iterable<string> {
    return this.#entries.getKeys({ snapshot: false })
  }

  close(): Promise<void> {
    return this.#root.close()
  }

  /** LMDB reads as of the first read of a turn: what another process wrote since would be missed. */
  #seeLatest(): void {
    this.#root.resetReadTxn()
  }
}

/** Both files are their owner's alone from the first moment. */
const createPrivate = async (path: string): Promise<void> => {
  for (const file of [path, `${path}-lock`]) await (await openPrivate(file, 'a')).close()
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const missing = (path: string): MigrationError =>
  new MigrationError(
    'usage',
    'legacy_store_missing',
    `there is no store of old passwords at ${path}: import --keep-legacy makes it`,
  )

const wrongKey = (path: string): MigrationError =>
  new MigrationError(
    'config',
    'legacy_store_key',
    `the store of old passwords ${path} was made with another key: give the LEGACY_STORE_KEY or key file of that import`,
  )

const damaged = (path: string, id: string): MigrationError =>
  new MigrationError(
    'checkpoint',
    'legacy_store_damaged',
    `the entry of user ${id} in ${path} cannot be decrypted: it is damaged or was moved; delete the user's entry, they reset their password`,
  )
