import { MigrationError } from '../../../outcome/migration-error.js'
import type { JsonObject } from '../../../source/source-record.js'

/** @throws MigrationError `target/source_unexpected`: rows without an id cannot be told apart */
export const idOf = (row: JsonObject, field: string): string => {
  const id = row[field]
  if (typeof id === 'string' && id !== '') return id
  if (typeof id === 'number') return String(id)
  throw new MigrationError(
    'target',
    'source_unexpected',
    `expected ${field} in every row, as the reference has it, got one without; nothing of this page was written`,
  )
}
