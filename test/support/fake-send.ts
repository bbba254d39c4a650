import type { ApiRequest, ApiResponse, Send } from '../../src/logto/http/api-call.js'
import { TransportError } from '../../src/logto/http/transport-error.js'

/** A status, an answer, or an error to reject with. */
export type FakeEnd = number | Partial<ApiResponse> | TransportError

export interface FakeSend {
  send: Send
  requests: ApiRequest[]
}

/** A `Send` that ends each request as told, without a network. The last end of a list repeats. */
export const createFakeSend = (
  ends: FakeEnd[] | ((request: ApiRequest, index: number) => FakeEnd | Promise<FakeEnd>),
): FakeSend => {
  const requests: ApiRequest[] = []
  return {
    requests,
    send: async (request, signal) => {
      signal?.throwIfAborted()
      const index = requests.push(request) - 1
      const end =
        typeof ends === 'function'
          ? await ends(request, index)
          : (ends[Math.min(index, ends.length - 1)] ?? 200)
      if (end instanceof TransportError) {
        throw end
      }
      const { status = 200, headers = {}, body } = typeof end === 'number' ? { status: end } : end
      return { status, headers: { 'content-type': 'application/json', ...headers }, body }
    },
  }
}
