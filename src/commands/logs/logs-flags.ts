import type { CommonFlags } from '../../terminal/command-context.js'
import type { LogFilterFlags } from '../../jobs/logs/log-filter.js'
import type { AccessFlags } from '../../jobs/target/read-access.js'

export interface LogsFlags extends AccessFlags, CommonFlags, LogFilterFlags {
  limit?: string
  follow?: boolean
  interval?: string
  fields?: string
  format?: string
  run?: string
}
