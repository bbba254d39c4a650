import { loadConfig } from '../../config/load-config.js'
import { type Flags, resolveSettings, resolveTarget, type TargetSettings } from '../../config/settings.js'
import type { CommandContext, CommonFlags } from '../context.js'

/** Flags of a command that only talks to the target. */
export interface AccessFlags
  extends Pick<Flags, 'endpoint' | 'insecureHttp' | 'tenant' | 'appId' | 'rate' | 'redis'>, CommonFlags {}

/** Where Logto is and at what rate it may be asked, by flags, environment and config. */
export const readAccess = async (
  flags: AccessFlags,
  { folder, env }: CommandContext,
): Promise<{ target: TargetSettings; rate: string }> => {
  const { config } = await loadConfig(flags.config, folder, env)
  const { endpoint, insecureHttp, tenant, appId, rate, redis } = flags
  const given: Flags = {
    endpoint,
    tenant,
    appId,
    rate,
    redis,
    ...(insecureHttp === true && { insecureHttp }),
  }
  return { target: resolveTarget(given, env, config), rate: resolveSettings([], given, config).rate }
}
