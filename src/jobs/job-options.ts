import type { MigrateConfig } from '../config/config.js'
import type { Environment } from '../config/load-config.js'
import type { Flags } from '../config/flags.js'
import { resolveSettings, resolveTarget, type Settings, type TargetSettings } from '../config/settings.js'
import type { Effects } from '../effects/effects.js'
import { systemEffects } from '../effects/system-effects.js'
import { MigrationError } from '../outcome/migration-error.js'
import type { JobEvent } from './events/job-event.js'
import type { JobContext } from './job-context.js'
import type { Answer } from './job-question.js'

/**
 * What every job takes. The fields of `Flags` are those of the command line and come before `config`, which holds
 * what a config file would.
 */
export interface JobOptions extends Flags {
  /** Paths or globs, in order; `-` is `stdin`. Default: `config.source`. */
  files?: string | readonly string[] | undefined
  config?: MigrateConfig | undefined
  /** LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET, … as `process.env` has them. Default: none. */
  env?: Environment | undefined
  /** What the paths of presets and of run folders are relative to. Default: the working directory. */
  folder?: string | undefined
  stdin?: AsyncIterable<Uint8Array> | undefined
  /** Clock, timer and random source. Default: the real ones. */
  effects?: Effects | undefined
  /** Aborting it stops in good order: what is in flight is finished, and the checkpoint tells where to go on. */
  signal?: AbortSignal | undefined
  onEvent?: ((event: JobEvent) => void) | undefined
  /** Answers the questions of the job. Default: nobody does, and nothing is done that would need a yes. */
  ask?: Answer | undefined
}

export const openJob = (options: JobOptions): JobContext => ({
  stdin: options.stdin ?? noInput(),
  env: options.env ?? {},
  folder: options.folder ?? '.',
  effects: options.effects ?? systemEffects,
  stop: options.signal ?? new AbortController().signal,
  emit: options.onEvent ?? (() => undefined),
  ask: options.ask,
})

/** @throws MigrationError `usage` for a value that an option cannot have */
export const settingsOf = (options: JobOptions): Settings =>
  resolveSettings([options.files ?? []].flat(), options, options.config ?? {})

/** @throws MigrationError `config` that names what is missing */
export const targetOf = (options: JobOptions): TargetSettings =>
  resolveTarget(options, options.env ?? {}, options.config ?? {})

// oxlint-disable-next-line require-yield -- there is nothing to give
async function* noInput(): AsyncGenerator<Uint8Array> {
  throw new MigrationError('usage', 'no_input', 'the file - is standard input, and the job was given none')
}
