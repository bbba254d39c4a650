import { SlidingCount } from './sliding-count.js'

/** What has reached the sandbox since the last reset. Times in milliseconds since the epoch, unskewed. */
export interface SandboxStats {
  /** By `METHOD /route/:pattern`. */
  requests: Record<string, number>
  /** By status; `reset` where the connection was broken before or instead of an answer. */
  statuses: Record<string, number>
  /** The highest number of requests in any 10 seconds. */
  worstWindow: number
  arrivals: { count: number; firstMs: number | null; lastMs: number | null }
  inFlight: { now: number; highest: number }
  /** Faults injected, by kind. */
  faults: Record<string, number>
}

const worstWindowMs = 10_000

/** Keeps the figures behind `GET /__sandbox/stats`. */
export class Arrivals {
  #requests = new Map<string, number>()
  #statuses = new Map<string, number>()
  #faults = new Map<string, number>()
  #window = new SlidingCount(worstWindowMs)
  #worstWindow = 0
  #count = 0
  #firstMs: number | null = null
  #lastMs: number | null = null
  #inFlight = 0
  #highestInFlight = 0

  begin(label: string, timeMs: number): void {
    countUp(this.#requests, label)
    this.#worstWindow = Math.max(this.#worstWindow, this.#window.add(timeMs))
    this.#count += 1
    this.#firstMs ??= timeMs
    this.#lastMs = timeMs
    this.#inFlight += 1
    this.#highestInFlight = Math.max(this.#highestInFlight, this.#inFlight)
  }

  end(status: string): void {
    this.#inFlight -= 1
    countUp(this.#statuses, status)
  }

  noteFault(kind: string): void {
    countUp(this.#faults, kind)
  }

  read(): SandboxStats {
    return {
      requests: Object.fromEntries(this.#requests),
      statuses: Object.fromEntries(this.#statuses),
      worstWindow: this.#worstWindow,
      arrivals: { count: this.#count, firstMs: this.#firstMs, lastMs: this.#lastMs },
      inFlight: { now: this.#inFlight, highest: this.#highestInFlight },
      faults: Object.fromEntries(this.#faults),
    }
  }

  /** Requests in flight stay counted as such. */
  reset(): void {
    this.#requests = new Map()
    this.#statuses = new Map()
    this.#faults = new Map()
    this.#window = new SlidingCount(worstWindowMs)
    this.#worstWindow = 0
    this.#count = 0
    this.#firstMs = null
    this.#lastMs = null
    this.#highestInFlight = this.#inFlight
  }
}

const countUp = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
