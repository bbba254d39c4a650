/**
 * Milliseconds that a `Retry-After` asks for: seconds, or a date that is taken relative to the answer's own
 * `Date` where there is one, so that a wrong clock on either side does no harm.
 */
export const readRetryAfterMs = (headers: Record<string, string>, nowMs: number): number | undefined => {
  const text = headers['retry-after']?.trim()
  if (!text) {
    return undefined
  }
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text) * 1000
  }
  // Date.parse also takes much that is no HTTP date, '-5' for one.
  const atMs = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(atMs)) {
    return undefined
  }
  const serverNowMs = Date.parse(headers['date'] ?? '')
  return Math.max(0, atMs - (Number.isNaN(serverNowMs) ? nowMs : serverNowMs))
}
