import { loadConfig } from '../../config/load-config.js'
import { exportUsers, type ExportUsersOptions, previewExport } from '../../jobs/export-users.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { describeEnd, describePreview, ExportTalk } from './export-talk.js'

export interface ExportFlags
  extends
    CommonFlags,
    Omit<ExportUsersOptions, 'system' | 'env' | 'folder' | 'effects' | 'signal' | 'onEvent'> {
  config?: string
  dryRun?: boolean
}

/** Reads a running system into a folder. 0 when all is there, 130 when it was interrupted and can go on. */
export const runExportCommand = async (
  context: CommandContext,
  [system = '']: string[],
  { config, dryRun, ...flags }: ExportFlags,
): Promise<number> => {
  // For the `.env` beside it.
  await loadConfig(config, context.folder, context.env)
  const { env, folder, effects, stop: signal, stdout } = context
  const options = { ...flags, system, env, folder, effects, signal }
  if (dryRun === true) {
    const preview = await previewExport(options)
    stdout(flags.json === true ? `${JSON.stringify(withoutSecrets(preview))}\n` : describePreview(preview))
    return 0
  }
  const talk = new ExportTalk(context, flags)
  const result = await exportUsers({ ...options, onEvent: (event) => talk.take(event) })
  if (result.end === 'interrupted') {
    context.stderr(`Interrupted. The same command goes on where it stopped, in ${result.folder}.\n`)
    if (flags.json === true) stdout(`${JSON.stringify(result)}\n`)
    return 130
  }
  stdout(
    flags.json === true
      ? `${JSON.stringify({ ...result, manifest: withoutSecrets(result.manifest) })}\n`
      : describeEnd(result.folder, result.manifest),
  )
  return 0
}

/** Parameters of hashes may hold a key. */
const withoutSecrets = <Shown extends object>(shown: Shown): Shown => ({ ...shown, settings: undefined })
