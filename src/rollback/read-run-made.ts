import { dirname } from 'node:path'
import type { CheckpointEntry, MadeKind, RunHeader } from '../checkpoint/entry.js'
import { readEntries } from '../checkpoint/read-checkpoint.js'
import { MigrationError } from '../outcome/migration-error.js'
import { OrdinalNumbers } from '../spill/ordinal-numbers.js'
import { RecordMap } from '../spill/record-map.js'
import { TextSet } from '../spill/text-set.js'
import { createRunUserCodec, type RunUser } from './run-user.js'

/** A role or an organization that the run made. Without an id: begun, and killed before the answer. */
export interface RunThing {
  kind: MadeKind
  name: string
  id: string | undefined
}

/**
 * Everything that a run brought into the target, from its checkpoint. Users are in bounded memory, with the rest in
 * temporary files in the folder of the run. To be closed.
 */
export interface RunMade {
  header: RunHeader
  /** Users that the run created, by Logto id. */
  users: RecordMap<RunUser>
  /** Users that stand for somebody who was there before the run: deleted and created again with another password. */
  replacements: TextSet
  /** Records that were begun and have no known outcome, by source key; value: when. */
  begun: Map<string, number>
  /** Time of the last entry, milliseconds since the start of the run. */
  lastAtMs: number
  things: RunThing[]
  /** Logto ids of the invitations to organizations that the run created. */
  invitations: Set<string>
  /** Users of others that the run changed; they stay as they are. */
  changedOthers: number
  /** Logto ids of everybody who was there before the run and whom its checkpoint names. */
  others: TextSet
  /** Whether a create was ever about to be sent. */
  hasBegun: boolean
  close(): void
}

/** Reads a checkpoint to its end. @throws MigrationError `checkpoint_damaged`, `checkpoint_newer` */
export const readRunMade = async (checkpoint: string): Promise<RunMade> => {
  const reader = new RunMadeReader(dirname(checkpoint))
  try {
    for await (const entries of readEntries(checkpoint)) for (const entry of entries) reader.add(entry)
    return reader.read(checkpoint)
  } catch (error) {
    reader.close()
    throw error
  }
}

/** When records with these source keys were first begun, milliseconds since the start of the run. */
export const readBegunKeys = async (
  checkpoint: string,
  keys: ReadonlySet<string>,
): Promise<Map<string, number>> => {
  const begun = new Map<string, number>()
  if (keys.size === 0) return begun
  for await (const entries of readEntries(checkpoint)) {
    for (const entry of entries) {
      if (entry.t === 'begin' && keys.has(entry.key) && !begun.has(entry.key)) {
        begun.set(entry.key, entry.at ?? 0)
      }
    }
  }
  return begun
}

class RunMadeReader {
  #header: RunHeader | undefined
  readonly #users: RecordMap<RunUser>
  readonly #replacements: TextSet
  readonly #things = new Map<string, RunThing>()
  readonly #invitations = new Set<string>()
  readonly #changedOthers: TextSet
  readonly #others: TextSet
  #hasBegun = false
  /** Of the pass that is under way: ordinals start again with a newer export. */
  readonly #begun = new Map<number, { key: string; atMs: number }>()
  /** What stands for the users who are named by later lines, by ordinal. */
  readonly #open: OrdinalNumbers
  readonly #replacing = new Set<number>()
  #lastAtMs = 0

  /** @param folder for temporary files */
  constructor(folder: string) {
    this.#users = new RecordMap(createRunUserCodec(), { folder })
    this.#replacements = new TextSet({ folder })
    this.#changedOthers = new TextSet({ folder })
    this.#others = new TextSet({ folder })
    this.#open = new OrdinalNumbers(folder)
  }

  close(): void {
    for (const each of [this.#users, this.#replacements, this.#changedOthers, this.#others, this.#open])
      each.close()
  }

  add(entry: CheckpointEntry): void {
    if ('at' in entry && typeof entry.at === 'number') this.#lastAtMs = Math.max(this.#lastAtMs, entry.at)
    switch (entry.t) {
      case 'run':
        this.#header = entry
        return
      case 'delta':
        this.#begun.clear()
        this.#open.clear()
        this.#replacing.clear()
        return
      case 'begin':
        this.#hasBegun = true
        this.#begun.set(entry.n, { key: entry.key, atMs: entry.at ?? this.#lastAtMs })
        return
      case 'created':
      case 'adopted':
        this.#addUser(entry.n, entry.id, entry.left > 0)
        return
      case 'updated':
        this.#begun.delete(entry.n)
        this.#touch(entry.id, entry.at)
        if (!this.#users.has(entry.id)) {
          this.#changedOthers.add(entry.id)
          this.#others.add(entry.id)
        } else if (entry.left > 0) this.#open.set(entry.n, this.#users.numberOf(entry.id))
        return
      case 'recreate':
        if (!this.#users.has(entry.id)) this.#replacing.add(entry.n)
        return
      case 'vanished':
        this.#touch(entry.id, entry.at)
        return
      case 'step':
        this.#touchOpen(entry.n, entry.at)
        return
      case 'existing':
        if (entry.id !== undefined) this.#others.add(entry.id)
        this.#begun.delete(entry.n)
        return
      case 'failed':
      case 'rejected':
      case 'skipped':
        this.#begun.delete(entry.n)
        return
      case 'invitation':
        if (entry.state === 'sent' && entry.id !== undefined) this.#invitations.add(entry.id)
        return
      case 'make':
        this.#things.set(`${entry.kind}:${entry.name}`, { kind: entry.kind, name: entry.name, id: undefined })
        return
      case 'made':
        this.#things.set(`${entry.kind}:${entry.name}`, { kind: entry.kind, name: entry.name, id: entry.id })
    }
  }

  read(checkpoint: string): RunMade {
    if (this.#header === undefined) {
      throw new MigrationError('checkpoint', 'checkpoint_damaged', `${checkpoint}:1 is damaged (no run)`)
    }
    return {
      header: this.#header,
      users: this.#users,
      replacements: this.#replacements,
      begun: new Map(Array.from(this.#begun.values(), ({ key, atMs }) => [key, atMs])),
      lastAtMs: this.#lastAtMs,
      things: [...this.#things.values()],
      invitations: this.#invitations,
      changedOthers: this.#changedOthers.size,
      others: this.#others,
      hasBegun: this.#hasBegun,
      close: () => this.close(),
    }
  }

  #addUser(n: number, id: string, hasMore: boolean): void {
    this.#users.set(id, { begunAtMs: this.#begun.get(n)?.atMs ?? 0, touchedAtMs: undefined })
    this.#begun.delete(n)
    if (this.#replacing.delete(n)) this.#replacements.add(id)
    // Only a record with steps or memberships to come is named by later lines.
    if (hasMore) this.#open.set(n, this.#users.numberOf(id))
  }

  #touchOpen(n: number, atMs: number): void {
    const number = this.#open.get(n)
    if (number !== 0) this.#touch(this.#users.keyOf(number), atMs)
  }

  #touch(id: string, atMs: number): void {
    const user = this.#users.get(id)
    if (user === undefined) return
    this.#users.set(id, { ...user, touchedAtMs: Math.max(user.touchedAtMs ?? 0, atMs) })
  }
}
