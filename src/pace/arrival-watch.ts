import type { Rate } from './rate.js'
import { marginMsOf } from './sliding-window.js'

/** How long the fastest answer of a kind is remembered, at least. */
const rememberedMs = 60_000
/** Of fewer answers even the fastest may have been held up, */
const enoughAnswers = 10
/** and of all that left in few spells too: one cause may hold up everything that leaves in one. */
const enoughSpells = 4
/** The share of a window by which a request counts later at the most: what is slow is not late for ever. It is a spell, too. */
const mostShare = 0.1

export interface ArrivalWatchOptions {
  now: () => number
  rate: () => Rate | 'off'
  /** What left at `fromMs` is to be counted as one that left at `toMs`. */
  onLate: (fromMs: number, toMs: number) => void
}

/**
 * How much later than it left a request may have arrived. Nobody but the target knows; but it arrived before it was
 * answered, and what comes after the arrival takes at least as long as with the fastest answer of its kind. So the
 * difference to that is the most that it can have been held up: by this machine, the network, or the target's own door.
 */
export interface ArrivalWatch {
  /** A request that took a slot is sent. What is returned is to be called at its end, with whether an answer came. */
  sent(kind: string): (isAnswered: boolean) => void
  /** Judges what has been under way for a whole window as if it were answered now. */
  look(): void
}

export const createArrivalWatch = ({ now, rate, onLate }: ArrivalWatchOptions): ArrivalWatch => {
  const fastest = createFastestAnswers()
  const underWay = new Set<{ kind: string; fromMs: number }>()

  /** Half of the guard's margin covers the first part of it, the other half what the fastest answer did not show. */
  const tell = (kind: string, fromMs: number, untilMs: number): void => {
    const current = rate()
    if (current === 'off') return
    const mostMs = current.windowMs * mostShare
    const lateMs = Math.min(mostMs, untilMs - fromMs - fastest.of(kind))
    const beyondMs = lateMs - marginMsOf(current.windowMs) / 2
    if (beyondMs > 0) onLate(fromMs, fromMs + beyondMs)
  }

  return {
    sent: (kind) => {
      const request = { kind, fromMs: now() }
      underWay.add(request)
      return (isAnswered) => {
        const nowMs = now()
        const current = rate()
        const spellMs = current === 'off' ? 0 : current.windowMs * mostShare
        if (isAnswered) fastest.learn(kind, request.fromMs, nowMs, spellMs)
        if (underWay.delete(request)) tell(kind, request.fromMs, nowMs)
      }
    },

    look: () => {
      const current = rate()
      const nowMs = now()
      for (const request of underWay) {
        if (current === 'off' || nowMs - request.fromMs < current.windowMs) return
        underWay.delete(request)
        tell(request.kind, request.fromMs, nowMs)
      }
    },
  }
}

interface Fastest {
  answers: number
  /** In how many spells the answered ones had left, and when the last of these began. */
  spells: number
  spellMs: number
  sinceMs: number
  earlier: number
  latest: number
}

/** By kind: what a lookup takes says nothing about a create. */
const createFastestAnswers = () => {
  const kinds = new Map<string, Fastest>()
  return {
    /** 0 until enough have been answered. */
    of: (kind: string): number => {
      const known = kinds.get(kind)
      const isKnown = known !== undefined && known.answers >= enoughAnswers && known.spells >= enoughSpells
      return isKnown ? Math.min(known.earlier, known.latest) : 0
    },
    learn: (kind: string, fromMs: number, nowMs: number, spellMs: number): void => {
      const latencyMs = nowMs - fromMs
      const known = kinds.get(kind)
      if (known === undefined) {
        const begun = { answers: 1, spells: 1, spellMs: fromMs, sinceMs: nowMs }
        kinds.set(kind, { ...begun, earlier: Infinity, latest: latencyMs })
        return
      }
      known.answers += 1
      if (fromMs - known.spellMs > spellMs) {
        known.spells += 1
        known.spellMs = fromMs
      }
      if (nowMs - known.sinceMs > rememberedMs) {
        Object.assign(known, { sinceMs: nowMs, earlier: known.latest, latest: latencyMs })
      } else known.latest = Math.min(known.latest, latencyMs)
    },
  }
}
