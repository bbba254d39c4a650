/** How long after its last sending a create may still come to light, where the target reads from replicas. */
export const defaultSettleWithinMs = 30_000

/**
 * Pauses between looks for what an earlier attempt may have created: each twice as long as the one before, together as
 * long as allowed. There is always one, so that a request still at work is not missed.
 */
export function* settlePauses(firstMs: number, withinMs: number): Generator<number> {
  let pauseMs = firstMs
  let restMs = Math.max(withinMs, firstMs)
  while (restMs > 0) {
    // A rest shorter than the pause before it is no look of its own.
    const nextMs = restMs - pauseMs < pauseMs ? restMs : pauseMs
    yield nextMs
    restMs -= nextMs
    pauseMs *= 2
  }
}
