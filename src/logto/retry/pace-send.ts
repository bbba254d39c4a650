import type { Pacer } from '../../pace/pacer.js'
import type { Send } from '../http/api-call.js'
import { routeOf } from '../http/route-of.js'

/**
 * Takes one slot of the pacer for every attempt that passes.
 *
 * @param guard called when the slot is there, right before the request leaves; throws where it must not
 */
export const paceSend =
  (send: Send, pacer: Pick<Pacer, 'take' | 'sent'>, guard?: () => void): Send =>
  async (request, signal) => {
    await pacer.take(signal)
    guard?.()
    const ended = pacer.sent(routeOf(request))
    let isAnswered = false
    try {
      const answer = await send(request, signal)
      isAnswered = true
      return answer
    } finally {
      ended(isAnswered)
    }
  }
