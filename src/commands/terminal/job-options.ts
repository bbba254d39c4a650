import { loadConfig } from '../../config/load-config.js'
import type { JobOptions } from '../../jobs/job-options.js'
import type { CommandContext, CommonFlags } from '../../terminal/command-context.js'
import { findAnswer } from './ask.js'
import { createTeller } from './tell-event.js'

/** What the command line says, as a job takes it. */
export const jobOptions = async <Options extends object>(
  context: CommandContext,
  operands: readonly string[],
  flags: Options & CommonFlags,
): Promise<Omit<Options, keyof CommonFlags> & JobOptions> => {
  const { config, json: _json, quiet: _quiet, verbose: _verbose, color: _color, ...rest } = flags
  const loaded = await loadConfig(config, context.folder, context.env)
  return {
    ...rest,
    files: operands,
    config: loaded.config,
    env: context.env,
    folder: context.folder,
    stdin: context.stdin,
    effects: context.effects,
    signal: context.stop,
    onEvent: createTeller(context, flags),
    ask: findAnswer(context, flags),
  }
}
