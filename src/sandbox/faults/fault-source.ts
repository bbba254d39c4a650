import { faultKinds } from './fault-plan.js'
import type { Fault, FaultKind, FaultPlan, FaultRule } from './fault-plan.js'
import { createRandomOf } from '../seeded-random.js'
import type { SeededRandom } from '../seeded-random.js'

/**
 * Decides what goes wrong. The draw of the n-th request depends on the seed and on n only, so the same requests
 * in the same order fail in the same way again; only `max` looks back.
 */
export class FaultSource {
  readonly #seed: number
  #plan: FaultPlan
  #requestNumber = 0
  readonly #used = new Map<FaultKind, number>()

  constructor(seed: number, plan: FaultPlan) {
    this.#seed = seed
    this.#plan = plan
  }

  get plan(): FaultPlan {
    return this.#plan
  }

  /** Starts over: the next request is number 1 and nothing has gone wrong yet. */
  setPlan(plan: FaultPlan): void {
    this.#plan = plan
    this.#requestNumber = 0
    this.#used.clear()
  }

  /** Called once for each request, in order of arrival. */
  next(label: string): Fault | undefined {
    this.#requestNumber += 1
    const random = createRandomOf(this.#seed, this.#requestNumber)
    for (const kind of faultKinds) {
      // Drawn for every kind, wanted or not: switching one on leaves the draws of the others as they were.
      const draw = random()
      const rule = this.#plan[kind]
      if (rule && draw < rule.probability && this.#applies(kind, rule, label)) {
        this.#used.set(kind, (this.#used.get(kind) ?? 0) + 1)
        return createFault(kind, rule, random)
      }
    }
    return undefined
  }

  #applies(kind: FaultKind, rule: FaultRule, label: string): boolean {
    if (rule.routes && !rule.routes.includes(label)) return false
    return rule.max === undefined || (this.#used.get(kind) ?? 0) < rule.max
  }
}

const createFault = (kind: FaultKind, rule: FaultRule, random: SeededRandom): Fault => {
  switch (kind) {
    case 'error5xxBeforeCommit':
    case 'error5xxAfterCommit': {
      const statuses = rule.statuses ?? [500, 502, 503, 504]
      return { kind, status: statuses[Math.floor(random() * statuses.length)] ?? 500 }
    }
    case 'slowTrickle':
    case 'refuseConnections':
      return { kind, durationMs: rule.durationMs ?? 1000 }
    case 'tooManyRequests': {
      const { retryAfterSeconds = 1, retryAfterForm = 'seconds' } = rule
      return { kind, retryAfterSeconds, retryAfterForm }
    }
    default:
      return { kind }
  }
}
