import type { Send } from '../http/api-call.js'
import { readList } from '../http/read-body.js'
import { demand } from '../http/refusal.js'

/** A configured connector. Its configuration, which holds secrets, is not part of the type on purpose. */
export interface Connector {
  id: string
  /** Name of the factory: `google-universal`, … */
  connectorId: string
  /** The name under which users hold the identity: `google`, `github`, … */
  target: string
  type: 'Email' | 'Sms' | 'Social'
}

export const listConnectors = (send: Send, signal?: AbortSignal): Promise<Connector[]> =>
  demand(send, { method: 'GET', path: '/api/connectors' }, readList<Connector>('id', 'target'), signal)
