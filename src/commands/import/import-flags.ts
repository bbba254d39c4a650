import type { ImportUsersOptions } from '../../jobs/import/import-session.js'
import type { CommonFlags } from '../../terminal/command-context.js'

export type ImportFlags = Omit<ImportUsersOptions, 'config' | 'folder' | 'env'> &
  CommonFlags & { dryRun?: boolean; notify?: string }
