import { loadConfig } from '../../config/load-config.js'
import type { Flags } from '../../config/flags.js'
import { resolveSettings, resolveTarget, type TargetSettings } from '../../config/settings.js'
import type { JobContext } from '../job-context.js'

/** Flags of a command that only talks to the target. */
export interface AccessFlags extends Pick<
  Flags,
  'endpoint' | 'insecureHttp' | 'tenant' | 'appId' | 'rate' | 'redis'
> {
  config?: string | undefined
}

/** Where Logto is and at what rate it may be asked, by flags, environment and config. */
export const readAccess = async (
  flags: AccessFlags,
  { folder, env }: Pick<JobContext, 'folder' | 'env'>,
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
