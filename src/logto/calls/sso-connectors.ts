import type { Send } from '../http/api-call.js'
import { collectPages } from '../paging/collect-pages.js'
import { readList } from '../http/read-body.js'

/** An enterprise single sign-on connector. Its configuration, which holds secrets, is not part of the type. */
export interface SsoConnector {
  id: string
  connectorName: string
  /** Domains of e-mail addresses that belong to it. */
  domains: string[]
}

/** Slow where a provider is: Logto asks each of them for its settings. */
export const listSsoConnectors = (send: Send, signal?: AbortSignal): Promise<SsoConnector[]> =>
  collectPages(send, '/api/sso-connectors', readList<SsoConnector>('id', 'connectorName'), signal)
