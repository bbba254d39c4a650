import type { Pacer } from '../pace/pacer.js'
import type { Send } from './api-call.js'

/** Takes one slot of the pacer for every attempt that passes. */
export const paceSend =
  (send: Send, pacer: Pacer): Send =>
  async (request, signal) => {
    await pacer.take(signal)
    return send(request, signal)
  }
