import { randomBytes } from 'node:crypto'
import { loadConfig } from '../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget, type Settings } from '../config/settings.js'
import { listHooks } from '../logto/hooks.js'
import { digestFamily } from '../password/digest-family.js'
import { usualFamilies } from '../preflight/canary-digest.js'
import { describePreflight, judgePreflight } from '../preflight/preflight-report.js'
import { runCanaries } from '../preflight/run-canaries.js'
import type { CommandContext, CommonFlags } from './context.js'
import { expandFiles, openPipeline } from './open-pipeline.js'
import { withOpenTarget } from './open-target.js'

export interface PreflightFlags extends Flags, CommonFlags {
  /** False with --no-canary. */
  canary?: boolean
}

const roundTrips = 5

/** Asks the target whether the run can work. 0 ready, 1 something failed, 3 no access. */
export const runPreflightCommand = async (
  context: CommandContext,
  operands: string[],
  flags: PreflightFlags,
): Promise<number> => {
  const { config } = await loadConfig(flags.config, context.folder, context.env)
  const settings = resolveSettings(operands, flags, config)
  const target = resolveTarget(flags, context.env, config)
  const families = flags.canary === false ? [] : await listFamilies(settings, context)
  const latenciesMs: number[] = []
  const observer = { onAttempt: ({ latencyMs }: { latencyMs: number }) => void latenciesMs.push(latencyMs) }

  const report = await withOpenTarget(target, settings, context, observer, async ({ send, ...logto }) => {
    // The first call brings the token and opens the connection: it is no measure of a round trip.
    await send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, context.stop)
    latenciesMs.length = 0
    for (let count = 0; count < roundTrips; count += 1) {
      await send({ method: 'GET', path: '/api/users?page=1&page_size=1' }, context.stop)
    }
    const roundTripMs = latenciesMs.toSorted((a, b) => a - b)[Math.floor(latenciesMs.length / 2)] ?? 0
    const hooks = await listHooks(send, context.stop)
    const canary =
      flags.canary === false
        ? undefined
        : await runCanaries({ send, families, randomBytes, now: context.effects.now, stop: context.stop })
    return judgePreflight({
      endpoint: logto.endpoint,
      clockSkewMs: logto.clockSkewMs(),
      roundTripMs,
      hooks,
      canary,
    })
  })
  context.stdout(flags.json === true ? `${JSON.stringify(report)}\n` : describePreflight(report))
  return report.isReady ? 0 : 1
}

/** The hash families of the input, or all when there is none. */
const listFamilies = async (settings: Settings, context: CommandContext): Promise<readonly string[]> => {
  if (settings.files.length === 0) return usualFamilies
  const { records } = await openPipeline(settings, await expandFiles(settings), context)
  const families = new Set<string>()
  for await (const batch of records) {
    context.stop.throwIfAborted()
    for (const record of batch) {
      if (record.kind !== 'planned') continue
      const { passwordAlgorithm, passwordDigest } = record.plan.create
      if (passwordAlgorithm === undefined || passwordDigest === undefined) continue
      families.add(digestFamily(passwordAlgorithm, passwordDigest))
    }
  }
  return [...families].toSorted()
}
