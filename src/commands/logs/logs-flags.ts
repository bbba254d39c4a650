import type { LogFilterFlags } from './log-filter.js'
import type { AccessFlags } from '../target/read-access.js'

export interface LogsFlags extends AccessFlags, LogFilterFlags {
  limit?: string
  follow?: boolean
  interval?: string
  fields?: string
  format?: string
  run?: string
}
