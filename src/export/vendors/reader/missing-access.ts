import { MigrationError } from '../../../outcome/migration-error.js'

/** @param what variables to set */
export const missingAccess = (title: string, what: string): MigrationError =>
  new MigrationError('config', 'source_incomplete', `the access to ${title} is missing: set ${what}`)
