import type { Send } from '../logto/http/api-call.js'

export interface MeasuredPace {
  /** Median of a few requests, one after the other. */
  roundTripMs: number
  /**
   * Lookups a second over eight connections; a create costs more, and the more the larger the table. Undefined
   * where a rate limits the requests: then the rate is the pace.
   */
  requestsPerSecond: number | undefined
}

export interface MeasureOptions {
  send: Send
  /** Latencies of the attempts, appended by whoever watches them. */
  latenciesMs: number[]
  /** Whether requests go out as fast as they are answered, so that the pace of the target can be tried. */
  isUnpaced: boolean
  now: () => number
  signal: AbortSignal
}

const roundTrips = 5
const connections = 8
const trialRequests = 40

/** Times requests of the cheapest kind. The first of all brings the token, and is not counted. */
export const measurePace = async (options: MeasureOptions): Promise<MeasuredPace> => {
  const { latenciesMs } = options
  await askOnce(options)
  latenciesMs.length = 0
  for (let count = 0; count < roundTrips; count += 1) await askOnce(options)
  const roundTripMs = latenciesMs.toSorted((a, b) => a - b)[Math.floor(latenciesMs.length / 2)] ?? 0
  return { roundTripMs, requestsPerSecond: options.isUnpaced ? await tryPace(options) : undefined }
}

const askOnce = ({ send, signal }: MeasureOptions) =>
  send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, signal)

const tryPace = async (options: MeasureOptions): Promise<number> => {
  const startMs = options.now()
  let left = trialRequests
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await askOnce(options)
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  return (trialRequests * 1000) / Math.max(1, options.now() - startMs)
}
