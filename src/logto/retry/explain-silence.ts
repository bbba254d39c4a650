import { type OutcomeReason, outcomeReasons } from './outcome-reasons.js'

/** What the system says when it finds nobody at an address; waiting does not change it. */
const words: Record<string, string> = {
  ECONNREFUSED: 'nothing accepts connections there',
  ENOTFOUND: 'no such host is known',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no way to its network',
  EADDRNOTAVAIL: 'there is no such address',
}

const timeouts = new Set([
  'answer_timeout',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'ETIMEDOUT',
])

/** Whoever starts at this moment is given a second. */
const refusalsInARow = 3

/** Whether a target that has never answered need not be asked again. */
export const isConclusive = (why: string, failuresInARow: number): boolean =>
  timeouts.has(why) || (why in words && failuresInARow >= refusalsInARow)

/**
 * Says why a target does not answer: where, what happened, and by what code.
 *
 * @param isNew whether it has never answered, so that the address is the likely cause
 */
export const explainSilence = (
  endpoint: string,
  proxy: string | undefined,
): ((why: string, isNew: boolean) => string) => {
  const { protocol, hostname, port } = new URL(endpoint)
  const where = `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`
  const way = proxy === undefined ? '' : ` through the proxy ${new URL(proxy).host}`
  return (why, isNew) => {
    const what =
      words[why] ??
      (timeouts.has(why)
        ? 'no answer came in time'
        : (outcomeReasons[why as OutcomeReason] ?? 'no usable answer'))
    const reason = `${what.replace(/\.$/, '')} (${why})`
    if (!isNew) return reason
    return (
      `cannot reach Logto at ${where}${way}: ${reason}. Check LOGTO_ENDPOINT` +
      `${proxy === undefined ? '' : ', HTTPS_PROXY and NO_PROXY'}, and that Logto runs; import --wait waits for it`
    )
  }
}
