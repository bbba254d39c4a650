import type { Settings } from '../../config/settings.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { JobContext } from '../job-context.js'
import { openSource } from './open-source.js'
import { describeLookalike, type SettledSource } from './settle-source.js'

/** The checkpoint names the preset; it is settled before anything is written. */
export const findSource = async (
  settings: Settings,
  files: string[],
  context: JobContext,
): Promise<SettledSource> => {
  const source = await openSource(settings, files, context)
  await source.rest.return(undefined)
  return source
}

/**
 * Whoever names a preset that the content contradicts has to say so twice: users read by the wrong one look like
 * success.
 *
 * @throws MigrationError `source_contradicted`
 */
export const confirmSource = (source: SettledSource, isConfirmed: boolean): void => {
  const { preset, lookalike } = source
  if (lookalike === undefined || isConfirmed) return
  throw new MigrationError(
    'usage',
    'source_contradicted',
    `${describeLookalike(preset, lookalike)}; --yes imports it as ${preset.title} all the same`,
  )
}
