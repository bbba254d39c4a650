import type { Send } from '../http/api-call.js'
import { readList } from '../http/read-body.js'
import { demand } from '../http/refusal.js'

/** A webhook. Its signing key is not part of the type on purpose. */
export interface Hook {
  id: string
  name: string
  /** Old single event, where `events` is empty. */
  event: string | null
  events: string[]
  enabled: boolean
  config: { url: string }
}

export const listHooks = (send: Send, signal?: AbortSignal): Promise<Hook[]> =>
  demand(send, { method: 'GET', path: '/api/hooks' }, readList<Hook>('id'), signal)
