import { CheckpointState } from '../checkpoint/checkpoint-state.js'
import type { CheckpointEntry } from '../checkpoint/entry.js'
import { goOver } from '../checkpoint/go-over.js'
import { OrdinalSet } from '../checkpoint/ordinal-set.js'
import { readEntries } from '../checkpoint/read-checkpoint.js'
import type { RunFolder } from '../checkpoint/run-folder.js'
import { LatencyTally } from './latency-tally.js'
import { TimeBuckets } from './time-buckets.js'
import { WorkClock } from './work-clock.js'

/** What a bucket of the rate counts, in this order. */
export const rateKinds = { arrived: 0, existing: 1, failed: 2 } as const

/** A checkpoint added up for a report. What has ordinals is of the newest pass, as in `CheckpointState`. */
export class RunTally {
  readonly state = new CheckpointState()
  readonly clock = new WorkClock()
  readonly latency = new LatencyTally()
  /** Users by working time. */
  readonly rate = new TimeBuckets(Object.keys(rateKinds).length)
  /** Records that never left the machine. */
  rejected = new OrdinalSet()
  /** By code; of failed records and steps the state knows more, because they can be opened again. */
  readonly rejectedCodes = new Map<string, number>()
  readonly existingCodes = new Map<string, number>()
  readonly skippedCodes = new Map<string, number>()
  /** Start of the newest pass, milliseconds since the start of the run. */
  passAtMs = 0
  /** Bytes of a torn last line. */
  tornBytes = 0

  add(entry: CheckpointEntry): void {
    this.state.apply(entry)
    if (entry.t === 'open') this.clock.open(entry.at)
    else if (entry.t === 'close') this.clock.close(entry.at, entry.why)
    const atMs = 'at' in entry && typeof entry.at === 'number' ? this.clock.pass(entry.at) : 0
    switch (entry.t) {
      case 'created':
      case 'adopted':
      case 'updated':
        this.latency.add(entry.ms)
        this.rate.add(atMs, rateKinds.arrived)
        return
      case 'existing':
        this.rate.add(atMs, rateKinds.existing)
        count(this.existingCodes, entry.code)
        return
      case 'withdrawn':
        if (entry.as === 'existing') count(this.existingCodes, entry.code)
        return
      case 'failed':
        this.rate.add(atMs, rateKinds.failed)
        return
      case 'rejected':
        this.rejected.add(entry.n)
        for (const code of entry.codes) count(this.rejectedCodes, code)
        return
      case 'skipped':
        count(this.skippedCodes, entry.code)
        return
      case 'delta':
        this.passAtMs = entry.at
        this.rejected = new OrdinalSet()
        for (const codes of [this.rejectedCodes, this.existingCodes, this.skippedCodes]) codes.clear()
    }
  }
}

/** Adds up the checkpoint of a run. A torn last line is left out: the run may be at work. */
export const tallyRun = async ({ checkpoint }: RunFolder): Promise<RunTally> => {
  const tally = new RunTally()
  const { tornBytes } = await goOver(readEntries(checkpoint), (entries) => {
    for (const entry of entries) tally.add(entry)
  })
  tally.tornBytes = tornBytes
  return tally
}

const count = (codes: Map<string, number>, code: string): void => {
  codes.set(code, (codes.get(code) ?? 0) + 1)
}
