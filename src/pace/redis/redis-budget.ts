import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { MigrationError } from '../../outcome/migration-error.js'
import type { Rate } from '../rate.js'
import { moveScript, pauseScript, releaseScript, reserveScript, setRateScript } from './redis-scripts.js'
import { lateToleranceMsOf } from './redis-pacer.js'
import type { BudgetSlot, Reservation, SharedBudget } from './shared-budget.js'
import { marginMsOf } from '../sliding-window.js'

export interface RedisBudgetOptions {
  /** `redis://` or `rediss://`; may hold user and password, which appear in no message. */
  url: string
  /** Everybody who names the same target and tenant shares the budget. */
  endpoint: string
  tenantId: string
  rate: Rate
  /** @default 5000 */
  timeoutMs?: number
}

/**
 * Connects to the budget of one target in Redis.
 *
 * @throws {MigrationError} `config/redis_url_invalid`, `config/redis_refused` (password, rights, too old a server),
 *   `config/redis_rate_differs` (others are sending under another rate), `target/redis_unavailable`
 */
export const openRedisBudget = async (options: RedisBudgetOptions): Promise<SharedBudget> => {
  const address = readAddress(options.url)
  const client = await connect(options, address)
  const budget = createBudget(client, options)
  try {
    const { rate } = await budget.reserve(0, undefined)
    if (!isSame(rate, options.rate)) throw differs(rate, options.rate)
  } catch (error) {
    client.disconnect()
    throw error instanceof MigrationError ? error : refused(address, error)
  }
  return budget
}

/** Host and port for messages. */
const readAddress = (url: string): string => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '') {
    throw new MigrationError(
      'config',
      'redis_url_invalid',
      'the address of Redis cannot be read: expected something like redis://host:6379 or rediss://user:password@host:6380/0',
    )
  }
  return `${parsed.hostname}:${parsed.port === '' ? '6379' : parsed.port}`
}

const connect = async ({ url, timeoutMs = 5000 }: RedisBudgetOptions, address: string): Promise<Redis> => {
  const { Redis } = await import('ioredis')
  let isOpen = false
  let reason: unknown
  const client = new Redis(url, {
    lazyConnect: true,
    connectionName: 'logto-migrate',
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    // The pacer itself waits for Redis: a command that had to wait would give slots of the past.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => (isOpen ? Math.min(times * 100, 2000) : null),
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  })
  // Every failure also rejects the command that met it.
  client.on('error', (error: unknown) => {
    reason = error
  })
  // An idle connection keeps no process alive; a command that waits for its answer does, by its timer.
  client.on('connect', () => client.stream.unref())
  try {
    await client.connect()
    await client.ping()
  } catch (error) {
    client.disconnect()
    const cause = reason ?? error
    throw isReply(cause) ? refused(address, cause) : unavailable(address, cause)
  }
  isOpen = true
  return client
}

const createBudget = (client: Redis, { endpoint, tenantId, rate }: RedisBudgetOptions): SharedBudget => {
  const keys = keysOf(endpoint, tenantId)
  let own = rate
  const run = (script: string, args: (string | number)[]): Promise<unknown> =>
    client.eval(script, keys.length, ...keys, ...args)

  return {
    reserve: async (count, epoch = '') =>
      readReservation(await run(reserveScript, [count, ...rateArguments(own), epoch])),
    move: async (moves) => {
      await run(
        moveScript,
        moves.flatMap(({ id, byMs }) => [id, byMs.toFixed(3)]),
      )
    },
    release: async (ids) => {
      await run(releaseScript, [...ids])
    },
    pause: async (delayMs) => {
      await run(pauseScript, [Math.ceil(delayMs)])
    },
    setRate: async (next) => {
      own = next
      await run(setRateScript, rateArguments(next))
    },
    close: () => client.disconnect(),
  }
}

/** The braces keep both keys on one node of a cluster. */
const keysOf = (endpoint: string, tenantId: string): string[] => {
  const digest = createHash('sha256').update(`${endpoint}\n${tenantId}`).digest('hex').slice(0, 32)
  return [`logto-migrate:{${digest}}:slots`, `logto-migrate:{${digest}}:pace`]
}

/** The even pace stays this much below the window, so that the window has something in hand. */
const paceReserve = 1.002
const catchUpShare = 0.1
/** Slots are given out so far ahead: longer than a round trip, short enough to lose little with a dead process. */
const maxHorizonMs = 250

/** Requests of several machines arrive with more jitter than those of one. */
const marginFactor = 2

/** limit, windowMs, spanMs, spacingMs, catchUpMs, horizonMs */
const rateArguments = (rate: Rate): number[] => {
  const spanMs = rate.windowMs + marginMsOf(rate.windowMs) * marginFactor + lateToleranceMsOf(rate)
  return [
    rate.limit,
    rate.windowMs,
    spanMs,
    (spanMs * paceReserve) / rate.limit,
    rate.windowMs * catchUpShare,
    Math.min(maxHorizonMs, rate.windowMs / 4),
  ]
}

const readReservation = (answer: unknown): Reservation => {
  if (!Array.isArray(answer) || answer.length < 4) throw new Error('Redis answered something unexpected')
  const [limit, windowMs, waitMs, epoch = '', ...rest] = answer.map(String)
  const slots: BudgetSlot[] = []
  for (let index = 0; index + 1 < rest.length; index += 2) {
    slots.push({ id: rest[index] ?? '', inMs: Number(rest[index + 1]) })
  }
  return { rate: { limit: Number(limit), windowMs: Number(windowMs) }, epoch, waitMs: Number(waitMs), slots }
}

const isSame = (one: Rate, other: Rate): boolean =>
  one.limit === other.limit && one.windowMs === other.windowMs

/** An answer of Redis, in contrast to a connection that failed. */
const isReply = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError'

// An error of the client carries its command, which may be the password: only its message is passed on.
const describe = (error: unknown): string => (error instanceof Error ? error.message : 'unknown reason')

const differs = (there: Rate, here: Rate): MigrationError =>
  new MigrationError(
    'config',
    'redis_rate_differs',
    `other processes share this budget at ${describeRate(there)}, this one was given ${describeRate(here)}: give all of them the same --rate, or wait until the others have ended`,
  )

const describeRate = ({ limit, windowMs }: Rate): string => `${limit}/${windowMs / 1000}s`

const refused = (address: string, error: unknown): MigrationError =>
  new MigrationError(
    'config',
    'redis_refused',
    `Redis at ${address} refuses: ${describe(error)}. Check user and password in its URL, and that it is a writable Redis 5 or newer`,
  )

const unavailable = (address: string, error: unknown): MigrationError =>
  new MigrationError(
    'target',
    'redis_unavailable',
    `Redis at ${address} cannot be reached (${describe(error)}): nothing is sent without the common budget. Check the address of --redis, or leave it out when this is the only process`,
  )
