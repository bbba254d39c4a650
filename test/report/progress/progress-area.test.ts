import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeArea } from '../../../src/report/progress/progress-area.js'
import { describeProgress } from '../../../src/report/progress/progress-line.js'
import { describePace, formatRate } from '../../../src/report/progress/progress-pace.js'
import type { Pace, PaceCause, Progress } from '../../../src/report/progress/progress-state.js'
import { cutToWidth, toPrintable, widthOf } from '../../../src/report/progress/progress-width.js'

const budget = { limit: 200, windowMs: 10_000 }
const pace: Pace = {
  cause: { kind: 'budget' },
  rate: budget,
  budget,
  requests: 198,
  windowMs: 10_000,
  inFlight: 8,
  latencyMs: 240,
}
const progress: Progress = {
  done: 12_345,
  total: 300_000,
  created: 12_300,
  updated: 0,
  unchanged: 0,
  existing: 20,
  rejected: 25,
  failed: 0,
  waiting: 480,
  perSecond: 19.8,
  isOver: false,
  secondsLeft: 14_525,
  pace,
}
const options = {
  title: 'users.ndjson -> https://auth.example.com',
  columns: 80,
  rows: 24,
  hasColor: false,
  hasKeys: true,
}

describe('the live area', () => {
  it('shows everything at 80 columns', () => {
    expect(describeArea(progress, options)).toEqual([
      'users.ndjson -> https://auth.example.com',
      '[##--------------------------------------]  12,345/300,000 4%  ETA 4 h 2 min',
      '19.8 users/s  198 of 200 requests/10s  8 in flight',
      'created 12,300  existing 20  rejected 25  failed 0  memberships waiting 480',
      'limit: budget 200/10s',
      'p pause  + faster  - slower  q stop',
    ])
  })

  it('loses nothing at 20 columns', () => {
    const lines = describeArea(progress, { ...options, columns: 20 })
    const text = lines.join(' ')
    for (const part of ['12,345/300,000 4%', 'ETA 4 h 2 min', 'created 12,300', 'budget 200/10s', 'q stop']) {
      expect(text).toContain(part)
    }
    expect(lines[1]).toBe('[#----------------]')
  })

  it('tells who was brought up to date, where anybody was', () => {
    const text = describeArea({ ...progress, updated: 7, unchanged: 1200 }, options).join('\n')
    expect(text).toContain('created 12,300  updated 7  unchanged 1,200  existing 20')
  })

  it('tells only the keys that do something', () => {
    const keysOf = (cause: PaceCause, rest: Partial<Pace> = {}) =>
      describeArea({ ...progress, pace: { ...pace, ...rest, cause } }, options).at(-1)
    expect(keysOf({ kind: 'held' })).toBe('r resume  + faster  - slower  q stop')
    expect(keysOf({ kind: 'stopping' })).toBe('Ctrl-C at once')
    expect(keysOf({ kind: 'unlimited' }, { budget: 'off', rate: 'off' })).toBe('p pause  q stop')
    expect(describeArea(progress, { ...options, hasKeys: false }).at(-1)).toBe('limit: budget 200/10s')
  })

  it('has colours only where they are wanted', () => {
    const failing = { ...progress, failed: 3 }
    expect(describeArea(failing, { ...options, hasColor: true }).join('')).toContain(
      '\x1b[31mfailed 3\x1b[0m',
    )
    expect(describeArea(failing, options).join('')).not.toContain('\x1b')
  })

  it('never fills a line, nor the screen, whatever the terminal and the name of the file', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200 }),
        fc.integer({ min: 2, max: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.nat(5_000_000),
        fc.option(fc.nat(5_000_000), { nil: undefined }),
        (columns, rows, title, done, total) => {
          const lines = describeArea({ ...progress, done, total }, { ...options, columns, rows, title })
          expect(lines.length).toBeLessThan(rows)
          for (const line of lines) {
            expect(widthOf(line)).toBeLessThan(columns)
            expect(line).not.toMatch(/\p{Cc}/u)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('the reason for the pace', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5).getTime()
  it.each<[PaceCause, string]>([
    [{ kind: 'budget' }, 'budget 200/10s'],
    [{ kind: 'lowered' }, '150/10s set by you, budget 200/10s'],
    [{ kind: 'latency' }, 'latency, 8 in flight at 240 ms an answer'],
    [{ kind: 'resting', reason: 'rate_limited', untilMs: at }, '429 from the target, waiting until 03:04:05'],
    [{ kind: 'resting', reason: 'connect_failed', untilMs: at }, 'connect_failed, waiting until 03:04:05'],
    [{ kind: 'outage', sinceMs: at, untilMs: at + 7000 }, 'target down since 03:04:05, next try 03:04:12'],
    [{ kind: 'held' }, 'paused by you, 8 in flight'],
    [{ kind: 'stopping' }, 'stopping, 8 in flight'],
    [{ kind: 'input' }, 'reading the input'],
    [{ kind: 'unlimited' }, 'no budget, 8 in flight at 240 ms an answer'],
  ])('%o', (cause, text) => {
    const rate = cause.kind === 'lowered' ? { limit: 150, windowMs: 10_000 } : budget
    expect(describePace({ ...pace, rate, cause })).toBe(text)
  })

  it('writes a rate as --rate takes it', () => {
    expect(
      [budget, { limit: 5, windowMs: 500 }, { limit: 7, windowMs: 1500 }, 'off' as const].map(formatRate),
    ).toEqual(['200/10s', '5/500ms', '7/1.5s', 'off'])
  })
})

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['한글', 4],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['ｆｕｌｌ', 8],
    ['', 0],
  ])('%s is %i columns', (text, width) => expect(widthOf(text)).toBe(width))

  it('cuts between characters and says so', () => {
    expect(cutToWidth('users-日本.csv', 9)).toBe('users-日…')
    expect(cutToWidth('users-日本.csv', 10)).toBe('users-日…')
    expect(cutToWidth('short', 5)).toBe('short')
    expect(cutToWidth('longer', 1)).toBe('…')
  })

  it('takes the meaning out of control characters', () =>
    expect(toPrintable('a\x1b[2Jb\u202ec')).toBe('a�[2Jb�c'))
})

it('off a terminal the line says why it is as fast as it is', () => {
  expect(describeProgress(progress, 120)).toBe(
    '[#-----------------------------] 12,345/300,000 4%  19.8/s  ETA 4 h 2 min  rejected 25  budget 200/10s',
  )
})
