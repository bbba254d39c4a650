import type { UserRecord } from '../../user-record.js'
import { keepIdentity } from './keep-identity.js'

/** An identity as the source has it, whose id Logto would never compare equal or cannot be given. */
interface LostIdentity {
  provider: string
  connection?: string
  userId?: string | undefined
}

/** Enterprise sign-in: Logto links it by e-mail at the first single sign-on; nothing can write it. */
export const loseEnterpriseIdentity = (user: UserRecord, identity: LostIdentity): void => {
  keepIdentity(user, identity)
  const name = identity.connection ?? identity.provider
  user.losses.push({
    kind: 'enterprise_identity',
    detail: `The ${name} identity cannot be imported; Logto links it by e-mail at the first single sign-on.`,
  })
}

/** A social identity whose id is another one than Logto's connector computes. */
export const loseSocialIdentity = (user: UserRecord, identity: LostIdentity, why: string): void => {
  keepIdentity(user, identity)
  user.losses.push({
    kind: 'social_identity',
    detail: `The ${identity.provider} identity is not linked: ${why}`,
  })
}
