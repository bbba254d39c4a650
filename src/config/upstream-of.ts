import type { LegacyPasswordsConfig, MigrateConfig } from './config.js'

/** The old system that is asked where no hash is kept; undefined when none is. */
export const upstreamOf = ({
  legacyPasswords,
}: Pick<MigrateConfig, 'legacyPasswords'>): LegacyPasswordsConfig['upstream'] =>
  typeof legacyPasswords === 'object' ? legacyPasswords.upstream : undefined
