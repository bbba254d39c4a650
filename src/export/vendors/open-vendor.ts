import { MigrationError } from '../../outcome/migration-error.js'
import type { ExportRequest } from '../export-request.js'
import type { ExportSource } from '../export-source.js'

/** Opens the API of a vendor. */
export const openVendor = async ({ system }: ExportRequest): Promise<ExportSource> => {
  throw new MigrationError('usage', 'unknown_system', `export: ${system} has no API`)
}
