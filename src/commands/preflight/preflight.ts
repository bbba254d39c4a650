import { loadConfig } from '../../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget } from '../../config/settings.js'
import { takeExport } from '../../export/manifest/take-export.js'
import { describePreflight } from '../../preflight/preflight-report.js'
import { askTarget } from './ask-target.js'
import type { CommandContext, CommonFlags } from '../context.js'
import { expandFiles, openPipeline } from '../input/open-pipeline.js'
import { tellSource } from '../terminal/tell-source.js'

export interface PreflightFlags extends Flags, CommonFlags {
  /** False with --no-canary. */
  canary?: boolean
}

/** Asks the target whether the run can work. 0 ready, 1 something failed, 3 no access. */
export const runPreflightCommand = async (
  context: CommandContext,
  operands: string[],
  flags: PreflightFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const { settings } = await takeExport(resolveSettings(operands, flags, config))
  const target = resolveTarget(flags, context.env, config)
  const hasInput = settings.files.length > 0 || settings.records !== undefined
  const pipeline = hasInput ? await openPipeline(settings, await expandFiles(settings), context) : undefined
  if (pipeline !== undefined) tellSource(pipeline, context)
  const questions = { pipeline, hasCanary: flags.canary !== false }
  const report = await askTarget(target, settings, context, questions)
  context.stdout(flags.json === true ? `${JSON.stringify(report)}\n` : describePreflight(report))
  return report.isReady ? 0 : 1
}
