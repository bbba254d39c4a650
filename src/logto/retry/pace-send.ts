import type { Pacer } from '../../pace/pacer.js'
import type { Send } from '../http/api-call.js'

/**
 * Takes one slot of the pacer for every attempt that passes.
 *
 * @param guard called when the slot is there, right before the request leaves; throws where it must not
 */
export const paceSend =
  (send: Send, pacer: Pacer, guard?: () => void): Send =>
  async (request, signal) => {
    await pacer.take(signal)
    guard?.()
    return send(request, signal)
  }
