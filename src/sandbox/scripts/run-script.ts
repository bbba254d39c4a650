import type { SandboxContext } from '../sandbox-context.js'
import type { ScriptOutcome } from './script-runner.js'

/** Runs the script of an action as Logto does, in production and in a dry run. */
export const runActionScript = (
  { scripts, settings }: SandboxContext,
  { script, environmentVariables }: { script: string; environmentVariables?: Record<string, string> },
  event: unknown,
): Promise<ScriptOutcome> =>
  scripts.run({
    script,
    entry: 'runAction',
    payload: { event, environmentVariables },
    timeoutMs: settings.scriptTimeoutMs,
  })
