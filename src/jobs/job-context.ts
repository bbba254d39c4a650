import type { Environment } from '../config/load-config.js'
import type { Effects } from '../effects/effects.js'
import type { JobEvent } from './events/job-event.js'
import type { Answer } from './job-question.js'

/** What a job gets of the world. */
export interface JobContext {
  /** What the file `-` stands for. */
  stdin: AsyncIterable<Uint8Array>
  env: Environment
  /** What relative paths of presets are relative to. */
  folder: string
  effects: Effects
  /** Stops in good order when it is aborted. */
  stop: AbortSignal
  emit: (event: JobEvent) => void
  /** Undefined where nobody can be asked. */
  ask: Answer | undefined
}
