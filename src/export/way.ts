import type { Dispatcher } from 'undici'
import type { ProxySettings } from '../outcome/must-be-private.js'

/** How the vendor is reached. */
export interface Way {
  proxy: ProxySettings | undefined
  /** Goes through the proxy; undefined where there is none. */
  dispatcher: Dispatcher | undefined
}
