import type { Flags } from '../config/flags.js'
import type { CommonFlags } from '../terminal/command-context.js'

export interface InitFlags extends Flags, CommonFlags {
  from?: string[]
  force?: boolean
  /** `column=path`; nothing behind the sign leaves the column out. */
  map?: string[]
  /** Undefined: on a terminal only. */
  test?: boolean
  writeEnv?: boolean
  /** Undefined: within a repository. */
  gitignore?: boolean
}
