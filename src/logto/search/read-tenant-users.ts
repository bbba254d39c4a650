import type { Effects } from '../../effects/effects.js'
import { systemEffects } from '../../effects/system-effects.js'
import { createPacer } from '../../pace/create-pacer.js'
import { parseRate } from '../../pace/parse-rate.js'
import { createTarget, type TargetOptions } from '../create-target.js'
import type { LogtoUser } from '../calls/user.js'
import { listUsers } from '../calls/users.js'

/** Where the old tenant is and who asks; what is missing of it is refused with its name. */
export interface TenantUsersOptions extends Pick<
  TargetOptions,
  'endpoint' | 'tenantId' | 'resource' | 'appId' | 'appSecret'
> {
  /** @default '200/10s' */
  rate?: string
  effects?: Effects
}

/**
 * All users of another Logto tenant with their password hashes (Logto 1.38 or newer), for `source.records` in
 * the config together with the preset `logto`. Newest first: users who sign up meanwhile move the pages, so a
 * user can come twice, which the run reports as a duplicate, but none is left out.
 */
export async function* readTenantUsers(options: TenantUsersOptions): AsyncGenerator<LogtoUser> {
  const { rate = '200/10s', effects = systemEffects } = options
  const target = createTarget({
    ...options,
    effects,
    pacer: await createPacer({ rate: parseRate(rate), effects }),
  })
  try {
    for await (const page of listUsers(target.send, 'includePasswordHash=true')) yield* page
  } finally {
    await target.close()
  }
}
