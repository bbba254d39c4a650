import type { ConcurrencyRule } from '../../src/pace/concurrency/concurrency-rule.js'

/** A target as queueing theory has it: servers that share one queue, behind a network. */
export interface TargetModel {
  /** Requests worked on at once. */
  servers: (atMs: number) => number
  /** Mean of the exponentially distributed time one request takes. */
  serviceMs: (atMs: number, inFlight: number) => number
  /** Added to every answer without using a server. */
  networkMs: (atMs: number) => number
  /** Chance that a request fails. */
  failure?: (atMs: number, inFlight: number) => number
}

interface Event {
  atMs: number
  kind: 'served' | 'answered'
  sentMs: number
}

/**
 * Drives a rule with a source that never runs dry against the model, event by event.
 *
 * @returns answers without failure per second of model time, in each second
 */
export const simulate = (
  rule: ConcurrencyRule,
  model: TargetModel,
  options: { seconds: number; random: () => number; onSecond?: (second: number, limit: number) => void },
): number[] => {
  const heap: Event[] = []
  const waiting: number[] = []
  const perSecond: number[] = Array.from({ length: options.seconds }, () => 0)
  let inFlight = 0
  let busy = 0
  let nowMs = 0
  let second = 0

  const serve = (sentMs: number): void => {
    busy += 1
    const meanMs = model.serviceMs(nowMs, inFlight)
    push(heap, { atMs: nowMs - meanMs * Math.log(1 - options.random()), kind: 'served', sentMs })
  }
  const fill = (): void => {
    while (inFlight < rule.limit) {
      inFlight += 1
      if (busy < model.servers(nowMs)) {
        serve(nowMs)
      } else {
        waiting.push(nowMs)
      }
    }
  }

  fill()
  while (nowMs < options.seconds * 1000) {
    const event = pop(heap)
    if (!event) {
      break
    }
    nowMs = event.atMs
    while (second < Math.floor(nowMs / 1000)) {
      second += 1
      options.onSecond?.(second, rule.limit)
    }
    if (event.kind === 'served') {
      busy -= 1
      push(heap, { atMs: nowMs + model.networkMs(nowMs), kind: 'answered', sentMs: event.sentMs })
      while (busy < model.servers(nowMs)) {
        const next = waiting.shift()
        if (next === undefined) {
          break
        }
        serve(next)
      }
      continue
    }
    const isFailure = options.random() < (model.failure?.(nowMs, inFlight) ?? 0)
    const index = Math.floor(nowMs / 1000)
    if (!isFailure && index < perSecond.length) {
      perSecond[index] = (perSecond[index] ?? 0) + 1
    }
    const before = inFlight
    inFlight -= 1
    rule.observe(nowMs, nowMs - event.sentMs, isFailure ? 'suffering' : 'healthy', before)
    fill()
  }
  return perSecond
}

const push = (heap: Event[], event: Event): void => {
  let index = heap.push(event) - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    const above = heap[parent]
    if (!above || above.atMs <= event.atMs) {
      break
    }
    heap[index] = above
    index = parent
  }
  heap[index] = event
}

const pop = (heap: Event[]): Event | undefined => {
  const top = heap[0]
  const last = heap.pop()
  if (!top || !last || top === last) {
    return top
  }
  let index = 0
  for (;;) {
    let child = index * 2 + 1
    const left = heap[child]
    const right = heap[child + 1]
    if (!left) {
      break
    }
    const smaller = right && right.atMs < left.atMs ? right : left
    child = smaller === left ? child : child + 1
    if (smaller.atMs >= last.atMs) {
      break
    }
    heap[index] = smaller
    index = child
  }
  heap[index] = last
  return top
}
