import { MigrationError } from '../../outcome/migration-error.js'

/** A newer format may have other checksums, so it is told by the first line's `format` alone. */
export const refuseNewerFormat = (firstLine: unknown, path: string, readUpTo: number): void => {
  const format =
    typeof firstLine === 'object' && firstLine !== null && 'format' in firstLine
      ? firstLine.format
      : undefined
  if (typeof format !== 'number' || format <= readUpTo) return
  throw new MigrationError(
    'checkpoint',
    'checkpoint_newer',
    `${path} has format ${format}, this version reads up to ${readUpTo}: go on with the newer logto-migrate that wrote it`,
  )
}
