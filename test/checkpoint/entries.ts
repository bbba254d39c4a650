import fc from 'fast-check'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'

export const header: CheckpointEntry = {
  t: 'run',
  format: 2,
  run: 'run-1',
  tool: '0.1.0',
  at: '2026-01-01T00:00:00.000Z',
  source: 'generic',
  input: [{ path: 'users.csv', size: 10, sha256: 'ab' }],
  target: { endpoint: 'http://127.0.0.1:1', tenantId: 'default' },
}

const always = (...entries: CheckpointEntry[]): fc.Arbitrary<CheckpointEntry[]> => fc.constant(entries)

/** What a writer does with one record, in order; interleaved over records it makes any checkpoint there can be. */
const recordScript = (n: number): fc.Arbitrary<CheckpointEntry[]> => {
  const key = `key ${n} ü"\n`
  const begin: CheckpointEntry = { t: 'begin', n, key, at: n }
  const created = (left: number): CheckpointEntry => ({ t: 'created', n, id: `id${n}`, at: n, ms: 1, left })
  return fc.oneof(
    always({ t: 'rejected', n, at: n, key, codes: ['email_invalid', 'phone_invalid'] }),
    always({ t: 'skipped', n, at: n, key, code: 'left_out' }),
    always(begin),
    always(begin, { t: 'existing', n, id: 'x', at: n, code: 'user.email_already_in_use' }),
    always(begin, { t: 'failed', n, at: n, code: 'user.invalid', status: 422 }),
    always(begin, { t: 'adopted', n, id: `id${n}`, at: n, ms: 2, left: 0 }),
    always(begin, created(0)),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }).map((oks): CheckpointEntry[] => [
      begin,
      created(oks.length + 1),
      { t: 'left', n, left: oks.length },
      ...oks.map((ok, index): CheckpointEntry => {
        const unit = index % 2 === 0 ? `identity:t${index}` : `role:r${index}`
        const rest = { unit, ok, at: n, ...(ok ? {} : { code: 'refused' }) }
        return index % 2 === 0 ? { t: 'step', n, ...rest } : { t: 'batch', n: [n], ...rest }
      }),
    ]),
  )
}

/** Entries of a session in an order that the writer could have made them in, header and `open` first. */
export const sessionEntries = (maxRecords: number): fc.Arbitrary<CheckpointEntry[]> =>
  fc
    .tuple(
      fc
        .integer({ min: 1, max: maxRecords })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => recordScript(index + 1)))),
      fc.infiniteStream(fc.nat()),
    )
    .map(([scripts, choices]) => {
      const entries: CheckpointEntry[] = [header, { t: 'open', at: 0 }]
      const queues = scripts.map((script) => [...script])
      while (queues.some((queue) => queue.length > 0)) {
        const waiting = queues.filter((queue) => queue.length > 0)
        const choice: number = choices.next().value
        entries.push(waiting[choice % waiting.length]!.shift()!)
      }
      return entries
    })
