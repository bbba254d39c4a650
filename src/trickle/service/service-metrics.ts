import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { TryOutcome } from './sign-in-try.js'

/** Why a request was not even looked at. */
export type RefusalReason = 'signature' | 'stale' | 'replayed' | 'crowded' | 'body' | 'busy'

/** Where the time of a try went, in milliseconds. */
export interface TryTimes {
  totalMs: number
  ownMs: number
  costlyMs: number
}

export interface ServiceGauges {
  waitingHashes: () => number
  storedHashes: () => number
  isUpstreamOpen: () => boolean
}

/** What Prometheus reads of the service. No label holds a name or an id. */
export class ServiceMetrics {
  readonly #registry = new Registry()
  readonly #results = this.#counter('trickle_tries_total', 'Tries by result', ['result'])
  readonly #errors = this.#counter('trickle_errors_total', 'Tries that nobody could judge, by reason', [
    'reason',
  ])
  readonly #refusals = this.#counter(
    'trickle_refused_total',
    'Requests that were refused unread, by reason',
    ['reason'],
  )
  readonly #confirmed = this.#counter('trickle_confirmed_total', 'People whose password Logto has now', [])
  readonly #total = this.#histogram('trickle_seconds', 'Time of a try, Logto and the old system included')
  readonly #own = this.#histogram(
    'trickle_own_seconds',
    'Time of a try without Logto, the old system and costly hashes',
  )
  readonly #costly = this.#histogram(
    'trickle_costly_seconds',
    'Time that a costly hash took in another thread, waiting included',
  )

  constructor({ storedHashes, waitingHashes, isUpstreamOpen }: ServiceGauges) {
    collectDefaultMetrics({ register: this.#registry })
    this.#addGauge('trickle_stored_hashes', 'Old hashes that are left', storedHashes)
    this.#addGauge('trickle_waiting_hashes', 'Costly hashes that wait for a thread', waitingHashes)
    this.#addGauge(
      'trickle_upstream_left_alone',
      '1 while the old system is not asked because it failed several times in a row',
      () => (isUpstreamOpen() ? 1 : 0),
    )
  }

  observe({ result, reason }: TryOutcome, { totalMs, ownMs, costlyMs }: TryTimes): void {
    this.#results.inc({ result })
    if (reason !== undefined) this.#errors.inc({ reason })
    this.#total.observe(totalMs / 1000)
    this.#own.observe(ownMs / 1000)
    if (costlyMs > 0) this.#costly.observe(costlyMs / 1000)
  }

  refuse(reason: RefusalReason): void {
    this.#refusals.inc({ reason })
  }

  confirm(): void {
    this.#confirmed.inc()
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  read(): Promise<string> {
    return this.#registry.metrics()
  }

  #addGauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: () => gauge.set(read()),
    })
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }

  #histogram(name: string, help: string): Histogram {
    const buckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 4]
    return new Histogram({ name, help, buckets, registers: [this.#registry] })
  }
}
