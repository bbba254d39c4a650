import { type Upstream, UpstreamError } from './upstream.js'

export interface CircuitOptions {
  now: () => number
  /** Failures in a row that open it. @default 5 */
  threshold?: number
  /** How long nobody asks, before one may try. @default 15000 */
  openMs?: number
}

export interface Circuit extends Upstream {
  isOpen(): boolean
}

/**
 * Stops asking an old system that does not answer, so that sign-ins fail at once instead of waiting for it, and it is
 * left to recover. Only faults of the system count: what it says about one account does not, nor does a wrong password.
 */
export const withCircuit = (upstream: Upstream, options: CircuitOptions): Circuit => {
  const { now, threshold = 5, openMs = 15_000 } = options
  let failures = 0
  let openUntilMs = 0
  let isProbing = false

  const settle = (isFault: boolean): void => {
    failures = isFault ? failures + 1 : 0
    if (failures >= threshold) openUntilMs = now() + openMs
  }

  return {
    isOpen: () => failures >= threshold && now() < openUntilMs,
    verify: async (credentials, signal) => {
      const isProbe = failures >= threshold
      if (isProbe && (now() < openUntilMs || isProbing)) {
        throw new UpstreamError(
          'unavailable',
          'it failed several times in a row and is left alone for a while',
        )
      }
      if (isProbe) isProbing = true
      try {
        const isRight = await upstream.verify(credentials, signal)
        settle(false)
        return isRight
      } catch (error) {
        settle(isFaultOfSystem(error))
        throw error
      } finally {
        if (isProbe) isProbing = false
      }
    },
    ...(upstream.close && { close: () => upstream.close?.() ?? Promise.resolve() }),
  }
}

const isFaultOfSystem = (error: unknown): boolean =>
  !(error instanceof UpstreamError) || !['blocked', 'limited'].includes(error.fault)
