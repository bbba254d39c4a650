// Over 250 lines: what each kind of entry changes, and what it may contradict, is read together or not at all.

import type { CheckpointEntry, InputFile, MadeKind, RelatedInput, RunHeader } from './entry.js'
import { OrdinalSet } from './ordinal-set.js'
import { noCounts } from './outcome-counts.js'

/** A user that is there and whose steps or memberships are not all settled. */
export interface OpenRecord {
  id: string
  /** Units without an outcome. */
  left: number
  done: Set<string>
  failed: Map<string, string>
  /** How the user came to be there. */
  arrived: 'created' | 'adopted' | 'updated'
}

/** How an invitation stands. */
export type InvitationRecord = Pick<
  Extract<CheckpointEntry, { t: 'invitation' }>,
  'state' | 'at' | 'id' | 'code'
>

/** Where a run stands: the checkpoint's entries, added up. Memory grows with what is open, not with what is done. */
export class CheckpointState {
  header: RunHeader | undefined
  /** Of the pass that is under way: the run's own, or that of the newest export. */
  input: InputFile[] = []
  /** Files that are joined to it; undefined where an older version did not write them down. */
  related: RelatedInput[] | undefined
  /** 1 for the run itself, one more for each newer export. Everything but `made` and `shapes` is of this pass. */
  pass = 1
  /** Records that need nothing more. */
  done = new OrdinalSet()
  /** Refused for good, with the code. */
  readonly failed = new Map<number, string>()
  /** Begun and without an outcome, by ordinal: may or may not be in the target. Value: source key. */
  readonly begun = new Map<number, string>()
  /** When they were begun, milliseconds since the start of the run. */
  readonly begunAtMs = new Map<number, number>()
  /** Created and not finished, by ordinal; also finished ones with a refused unit, for `retry`. */
  readonly open = new Map<number, OpenRecord>()
  /** Roles and organizations that the run made, by `kind:name`; undefined id: begun and without an outcome. */
  readonly made = new Map<string, { kind: MadeKind; name: string; id: string | undefined }>()
  counts = noCounts()
  /** Digests of the input so far, by ordinal; only for standard input. */
  readonly marks = new Map<number, string>()
  /** How often each refusal code came. */
  readonly codes = new Map<string, number>()
  /** Time of the last entry, milliseconds since the start of the run. */
  lastAtMs = 0
  isComplete = false
  /** Whether the last process left the run in good order, or nobody has taken it up. */
  isClosed = false
  /** Failed before a retry opened them again: they may be in the target all the same, so look before sending. */
  readonly reopened = new Set<number>()
  /** Deleted to be created again, with the id they had. */
  readonly recreated = new Map<number, string>()
  /** Deleted again, because somebody else has their only identity. */
  readonly withdrawn = new Set<number>()
  /** Source keys of users who are settled as gone from the newer export. */
  readonly vanished = new Set<string>()
  /** Numbers of the shapes that were written, by their text. */
  readonly shapes = new Map<string, number>()
  /** Invitations to organizations by key, of all passes; `begin`: may or may not be in the target. */
  readonly invitations = new Map<string, InvitationRecord>()

  /** Adds one entry. Throws an Error whose message says what contradicts the entries before it. */
  apply(entry: CheckpointEntry): void {
    if (this.header === undefined && entry.t !== 'run') throw new Error('the first line must be the run')
    this.isClosed = entry.t === 'close'
    if ('at' in entry && typeof entry.at === 'number') this.lastAtMs = Math.max(this.lastAtMs, entry.at)
    switch (entry.t) {
      case 'run':
        if (this.header !== undefined) throw new Error('a second run begins in the same file')
        this.header = entry
        this.input = entry.input
        this.related = entry.related
        return
      case 'delta':
        this.#beginPass(entry)
        return
      case 'open':
        this.isComplete = false
        return
      case 'close':
        this.isComplete = entry.why === 'complete'
        return
      case 'begin':
        this.#mustBeOpen(entry.n)
        this.begun.set(entry.n, entry.key)
        this.begunAtMs.set(entry.n, entry.at ?? this.lastAtMs)
        return
      case 'created':
      case 'adopted':
        this.#mustBeBegun(entry.n)
        this.begun.delete(entry.n)
        this.begunAtMs.delete(entry.n)
        this.counts[entry.t] += 1
        if (entry.left === 0) this.done.add(entry.n)
        else this.#open(entry.n, entry.id, entry.left, entry.t)
        return
      case 'updated':
        this.#mustBeBegun(entry.n)
        this.begun.delete(entry.n)
        this.begunAtMs.delete(entry.n)
        this.counts.updated += 1
        if (entry.kept?.includes('password') === true) this.counts.keptPasswords += 1
        if (entry.left === 0) this.done.add(entry.n)
        else this.#open(entry.n, entry.id, entry.left, entry.t)
        return
      case 'same':
        for (const n of entry.n) {
          this.#mustBeOpen(n)
          this.done.add(n)
        }
        this.counts.unchanged += entry.n.length
        return
      case 'recreate':
        this.#mustBeBegun(entry.n)
        this.recreated.set(entry.n, entry.id)
        return
      case 'withdrawn':
        this.#withdraw(entry.n, entry.as, entry.code)
        return
      case 'vanished':
        if (this.vanished.has(entry.key)) throw new Error('a user vanishes twice')
        this.vanished.add(entry.key)
        this.counts.vanished += 1
        if (entry.code !== undefined) this.#count(entry.code, 1)
        return
      case 'shape':
        this.shapes.set(entry.has, entry.i)
        return
      case 'existing':
      case 'failed':
        this.#mustBeBegun(entry.n)
        if (entry.t === 'failed') this.failed.set(entry.n, entry.code)
        this.#finish(entry.t, entry.n, [entry.code])
        return
      case 'rejected':
        this.#mustBeOpen(entry.n)
        this.#finish('rejected', entry.n, entry.codes)
        return
      case 'skipped':
        this.#mustBeOpen(entry.n)
        this.#finish('skipped', entry.n, [entry.code])
        return
      case 'step':
        this.#settle(entry.n, entry.unit, entry.ok ? undefined : (entry.code ?? 'unknown'))
        return
      case 'batch':
        for (const n of entry.n) this.#settle(n, entry.unit, entry.ok ? undefined : (entry.code ?? 'unknown'))
        return
      case 'left':
        this.#setLeft(entry.n, entry.left)
        return
      case 'make':
        this.made.set(`${entry.kind}:${entry.name}`, { kind: entry.kind, name: entry.name, id: undefined })
        return
      case 'made':
        this.made.set(`${entry.kind}:${entry.name}`, { kind: entry.kind, name: entry.name, id: entry.id })
        return
      case 'mark':
        this.marks.set(entry.n, entry.digest)
        return
      case 'invitation':
        this.invitations.set(entry.key, { state: entry.state, at: entry.at, id: entry.id, code: entry.code })
        return
      case 'retry':
        this.#reopenFailed()
    }
  }

  /** Ordinals of records that had failed, were opened again by a retry, and have gone in. */
  listArrived(): number[] {
    const isIn = (n: number): boolean => !this.failed.has(n) && (this.done.has(n) || this.open.has(n))
    return [...this.reopened].filter(isIn)
  }

  #beginPass({ input, related }: Extract<CheckpointEntry, { t: 'delta' }>): void {
    if (this.begun.size > 0 || [...this.open.values()].some(({ left }) => left > 0)) {
      throw new Error('a newer export begins before the one before it is settled')
    }
    this.pass += 1
    this.input = input
    this.related = related
    this.isComplete = false
    this.done = new OrdinalSet()
    this.counts = noCounts()
    for (const map of [this.failed, this.open, this.marks, this.codes, this.recreated]) map.clear()
    this.reopened.clear()
    this.vanished.clear()
    this.withdrawn.clear()
  }

  #finish(outcome: 'existing' | 'failed' | 'rejected' | 'skipped', n: number, codes: string[]): void {
    // A record can be begun and rejected later: the operator changed the config between two sessions.
    this.begun.delete(n)
    this.begunAtMs.delete(n)
    this.done.add(n)
    this.counts[outcome] += 1
    for (const code of codes) this.#count(code, 1)
  }

  #open(n: number, id: string, left: number, arrived: OpenRecord['arrived']): void {
    this.open.set(n, { id, left, done: new Set(), failed: new Map(), arrived })
  }

  #withdraw(n: number, as: 'existing' | 'failed', code: string): void {
    const record = this.open.get(n)
    if (record === undefined) throw new Error(`record ${n} is not there to be withdrawn`)
    this.open.delete(n)
    this.withdrawn.add(n)
    this.counts[record.arrived] -= 1
    this.counts.failedUnits -= record.failed.size
    for (const failure of record.failed.values()) this.#count(failure, -1)
    if (as === 'failed') this.failed.set(n, code)
    this.#finish(as, n, [code])
  }

  #settle(n: number, unit: string, failure: string | undefined): void {
    const record = this.open.get(n)
    if (record === undefined || record.left === 0)
      throw new Error(`record ${n} has no open step or membership`)
    if (record.done.has(unit) || record.failed.has(unit)) throw new Error(`record ${n} has "${unit}" twice`)
    if (failure === undefined) {
      record.done.add(unit)
    } else {
      record.failed.set(unit, failure)
      this.counts.failedUnits += 1
      this.#count(failure, 1)
    }
    this.#setLeft(n, record.left - 1)
  }

  #setLeft(n: number, left: number): void {
    const record = this.open.get(n)
    if (record === undefined) throw new Error(`record ${n} has no open step or membership`)
    record.left = left
    if (left > 0) return
    this.done.add(n)
    if (record.failed.size === 0) this.open.delete(n)
  }

  #reopenFailed(): void {
    this.isComplete = false
    for (const [key, { state }] of this.invitations) if (state === 'failed') this.invitations.delete(key)
    for (const [n, code] of this.failed) {
      this.done.delete(n)
      this.reopened.add(n)
      this.counts.failed -= 1
      this.#count(code, -1)
    }
    this.failed.clear()
    for (const [n, record] of this.open) {
      if (record.failed.size === 0) continue
      record.left += record.failed.size
      this.counts.failedUnits -= record.failed.size
      for (const code of record.failed.values()) this.#count(code, -1)
      record.failed.clear()
      this.done.delete(n)
    }
  }

  #count(code: string, by: number): void {
    const count = (this.codes.get(code) ?? 0) + by
    if (count === 0) this.codes.delete(code)
    else this.codes.set(code, count)
  }

  #mustBeOpen(n: number): void {
    if (this.done.has(n)) throw new Error(`record ${n} already has its outcome`)
    if (this.open.has(n)) throw new Error(`record ${n} is already created`)
  }

  #mustBeBegun(n: number): void {
    if (!this.begun.has(n)) throw new Error(`record ${n} has an outcome but was not begun`)
  }
}
