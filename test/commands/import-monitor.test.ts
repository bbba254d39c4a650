import { describe, expect, it } from 'vitest'
import type { Terminal } from '../../src/terminal/terminal.js'
import type { CommandContext } from '../../src/terminal/command-context.js'
import { ImportMonitor } from '../../src/jobs/import/import-monitor.js'
import { createTeller } from '../../src/commands/terminal/tell-event.js'
import { createEventView } from '../../src/jobs/import/run-view.js'
import { openProgressView } from '../../src/terminal/progress-view.js'
import { RunControl } from '../../src/jobs/import/run-control.js'
import { createConcurrency } from '../../src/pace/concurrency/concurrency.js'
import { createPacer } from '../../src/pace/create-pacer.js'
import { Screen } from '../support/screen.js'
import { createVirtualClock } from '../support/virtual-clock.js'

const rate = { limit: 20, windowMs: 10_000 }
const latencyMs = 100

/** A run of requests alone, on a clock and a terminal of its own. */
const startRun = async (options: {
  isTerminal: boolean
  json?: boolean
  columns?: number
  rate?: typeof rate | 'off'
}) => {
  const clock = createVirtualClock()
  const screen = new Screen(options.columns ?? 80)
  const written: string[] = []
  const stop = new AbortController()
  let press: (key: string) => void = () => undefined
  let isRaw = false
  const undos = new Set<string>()
  const terminal: Terminal = {
    rows: () => 24,
    isForeground: () => true,
    retake: () => true,
    readKeys: (onKey) => {
      isRaw = true
      press = onKey
      return () => {
        isRaw = false
      }
    },
    readLine: () => Promise.resolve(undefined),
    onSuspend: () => () => undefined,
    onContinue: () => () => undefined,
    atExit: (undo) => {
      undos.add(undo)
      return () => void undos.delete(undo)
    },
  }
  const context: CommandContext = {
    stdout: () => undefined,
    stderr: (text) => {
      written.push(text)
      if (options.isTerminal) screen.write(text)
    },
    stdin: {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
    },
    env: {},
    folder: '.',
    isTerminal: options.isTerminal,
    columns: () => screen.columns,
    hasColor: false,
    effects: clock,
    stop: stop.signal,
    interrupt: () => stop.abort(),
    ...(options.isTerminal ? { terminal } : {}),
  }
  const budget = options.rate ?? rate
  const control = new RunControl({
    rate: budget,
    pacer: await createPacer({ rate: budget, effects: clock, scheduler: 'window' }),
    concurrency: createConcurrency({ rate: budget, now: clock.now }),
    effects: clock,
    stop: stop.signal,
  })
  const observer = control.observe({})
  let sent = 0
  const drive = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await control.concurrency.slot(stop.signal)
      void (async () => {
        await control.pacer.take()
        sent += 1
        await clock.sleep(latencyMs)
        observer.onAttempt?.({
          route: 'POST /api/users',
          status: 200,
          latencyMs,
          outcome: { kind: 'success', reason: 'ok' },
        })
        control.concurrency.release()
      })()
    }
  }
  const flags = options.json === true ? { json: true } : {}
  const job = { ...context, emit: createTeller(context, flags), ask: undefined }
  const monitor = new ImportMonitor({
    context: job,
    control,
    view: openProgressView(context, flags) ?? createEventView(job),
    about: { files: ['users.csv'], endpoint: 'https://auth.example.com' },
  })
  monitor.total = 1000
  const begin = (): void => {
    monitor.start()
    void drive().catch(() => undefined)
  }
  const start = clock.now()
  return {
    monitor,
    control,
    observer,
    screen,
    written,
    undos,
    begin,
    press: (key: string) => press(key),
    isRaw: () => isRaw,
    sent: () => sent,
    at: (ms: number) => clock.runUntil(start + ms),
    shown: (pattern: RegExp) => screen.lines.find((line) => pattern.test(line)),
  }
}

describe('the live view of a run', () => {
  it('draws in place, and only when something has changed', async () => {
    const run = await startRun({ isTerminal: true })
    run.begin()
    await run.at(5000)
    expect(run.screen.lines[0]).toBe('users.csv -> https://auth.example.com')
    expect(run.screen.lines).toHaveLength(6)
    expect(run.shown(/requests/)).toMatch(/^0\.0 users\/s {2}1[01] of 20 requests\/10s/)
    expect(run.shown(/limit/)).toBe('limit: budget 20/10s')
    run.press('p')
    await run.at(8000)
    const { length } = run.written
    await run.at(9000)
    // Paused, and nothing moves: not one byte is written. What left long ago still counts for a while.
    expect(run.written.length - length).toBe(0)
  })

  it('p holds new work, r goes on, q stops; keys and cursor are given back', async () => {
    const run = await startRun({ isTerminal: true })
    run.begin()
    expect(run.isRaw()).toBe(true)
    await run.at(3000)
    run.press('p')
    await run.at(6000)
    const held = run.sent()
    expect(run.shown(/limit/)).toBe('limit: paused by you')
    expect(run.shown(/resume/)).toBeDefined()
    await run.at(60_000)
    expect(run.sent()).toBe(held)
    run.press('r')
    await run.at(62_000)
    expect(run.sent()).toBeGreaterThan(held)
    expect(run.shown(/limit/)).toBe('limit: budget 20/10s')
    run.press('q')
    await run.at(63_000)
    expect(run.shown(/limit/)).toMatch(/^limit: stopping, \d+ in flight/)
    run.monitor.stop()
    expect(run.isRaw()).toBe(false)
    expect(run.undos.size).toBe(0)
    expect(run.screen.isCursorVisible).toBe(true)
  })

  it('+ and - stay between a tenth of the budget and the budget', async () => {
    const run = await startRun({ isTerminal: true })
    run.begin()
    run.press('+')
    expect(run.control.pacer.rate).toEqual(rate)
    for (let count = 0; count < 30; count += 1) run.press('-')
    expect(run.control.pacer.rate).toEqual({ limit: 2, windowMs: 10_000 })
    await run.at(1000)
    expect(run.shown(/limit/)).toBe('limit: 2/10s set by you, budget 20/10s')
    for (let count = 0; count < 30; count += 1) run.press('=')
    expect(run.control.pacer.rate).toEqual(rate)
  })

  it('never sends more than the budget in any window, whatever keys are pressed', async () => {
    const run = await startRun({ isTerminal: true })
    run.begin()
    const sentAt: number[] = []
    for (let ms = 0; ms < 60_000; ms += 250) {
      run.press('pr-+-+r=+'[(ms / 250) % 9] ?? 'r')
      await run.at(ms)
      sentAt.push(run.sent())
    }
    const perWindow = sentAt.map((count, index) => count - (sentAt[index - 40] ?? 0))
    expect(Math.max(...perWindow)).toBeLessThanOrEqual(rate.limit)
    expect(run.sent()).toBeGreaterThan(20)
  })

  it('says that the target asked for a rest, and until when', async () => {
    const run = await startRun({ isTerminal: true })
    run.begin()
    await run.at(1000)
    run.control.pacer.pause(7000)
    run.observer.onPause?.('rate_limited', 7000)
    await run.at(2000)
    expect(run.shown(/limit/)).toMatch(/^limit: 429 from the target, waiting until \d\d:\d\d:\d\d$/)
    await run.at(9000)
    expect(run.shown(/limit/)).toBe('limit: budget 20/10s')
    run.observer.onPause?.('outage', 100)
    await run.at(9500)
    expect(run.shown(/limit/)).toMatch(/^limit: target down since/)
    run.observer.onRecovery?.(500)
    await run.at(10_000)
    expect(run.shown(/limit/)).toBe('limit: budget 20/10s')
  })

  it('follows a terminal that changes its width', async () => {
    const run = await startRun({ isTerminal: true, columns: 120 })
    run.begin()
    for (const [index, columns] of [120, 40, 20, 80, 33, 100].entries()) {
      run.screen.columns = columns
      await run.at((index + 1) * 1000)
      expect(run.screen.lines[0]).toMatch(/^users\.csv/)
      for (const line of run.screen.lines) expect(line.length).toBeLessThan(columns)
      expect(run.screen.lines.filter((line) => line.includes('users/s'))).toHaveLength(1)
    }
  })

  it('has no keys for a rate where there is none', async () => {
    const run = await startRun({ isTerminal: true, rate: 'off' })
    run.begin()
    run.press('-')
    await run.at(1000)
    expect(run.control.pacer.rate).toBe('off')
    expect(run.shown(/limit/)).toMatch(/^limit: no budget, \d+ in flight at 100 ms an answer$/)
    expect(run.screen.lines.at(-1)).toBe('p pause  q stop')
    run.press('q')
    await run.at(2000)
  })
})

describe('off a terminal', () => {
  it('writes a line every ten seconds, and nothing else', async () => {
    const run = await startRun({ isTerminal: false })
    run.begin()
    await run.at(35_000)
    expect(run.written).toHaveLength(3)
    for (const line of run.written) {
      expect(line).toMatch(/^[^\r]+budget 20\/10s\n$/)
      expect(line).not.toContain('\x1b')
    }
    expect(run.isRaw()).toBe(false)
  })

  it('with --json writes events: progress every ten seconds, rests when they begin and end', async () => {
    const run = await startRun({ isTerminal: false, json: true })
    run.begin()
    await run.at(1000)
    run.control.pacer.pause(4000)
    for (let count = 0; count < 5; count += 1) {
      run.observer.onPause?.('rate_limited', 4000)
      run.monitor.paused('rate_limited', 4000)
    }
    await run.at(25_000)
    run.monitor.stop()
    const events = run.written.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events.map(({ type }) => type)).toEqual([
      'progress',
      'paused',
      'resumed',
      'progress',
      'progress',
      'progress',
    ])
    expect(events[1]).toMatchObject({ by: 'target', reason: 'rate_limited' })
    expect(events[3]).toMatchObject({ total: 1000, rate: '20/10s', limitedBy: 'budget', latencyMs })
  })
})
