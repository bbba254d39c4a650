import { access } from 'node:fs/promises'
import type { RunFolder } from '../../checkpoint/run-folder.js'
import type { Settings } from '../../config/settings.js'

/**
 * Whether old passwords are kept: as flag or config say, else when the run has kept some before. Whoever resumes or
 * retries without the flag must not lose what the first session began.
 */
export const settleLegacy = async (settings: Settings, { legacyStore }: RunFolder): Promise<Settings> => {
  if (settings.keepLegacy !== undefined) return settings
  const isThere = await access(legacyStore).then(
    () => true,
    () => false,
  )
  return isThere ? { ...settings, keepLegacy: true } : settings
}
