import type { PreflightReport } from '../preflight/preflight-report.js'
import { expandFiles, openPipeline } from './input/open-pipeline.js'
import { takeSettings } from './input/take-settings.js'
import { type JobOptions, openJob, targetOf } from './job-options.js'
import { askTarget } from './preflight/ask-target.js'
import { tellSource } from './tell-source.js'

export interface PreflightOptions extends JobOptions {
  /** Tries the hash families with temporary users, the only thing that writes. Default: true. */
  canary?: boolean | undefined
}

/** Asks the target whether a run can work, and compares the input with it, where there is one. */
export const preflight = async (options: PreflightOptions): Promise<PreflightReport> => {
  const context = openJob(options)
  const { settings } = await takeSettings(options)
  const target = targetOf(options)
  const hasInput = settings.files.length > 0 || settings.records !== undefined
  const pipeline = hasInput ? await openPipeline(settings, await expandFiles(settings), context) : undefined
  if (pipeline !== undefined) tellSource(pipeline, context)
  return askTarget(target, settings, context, { pipeline, hasCanary: options.canary !== false })
}
