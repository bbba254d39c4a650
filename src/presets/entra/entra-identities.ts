import type { JsonObject } from '../../source/source-record.js'
import type { PresetContext } from '../preset.js'
import type { UserRecord } from '../user-record.js'
import { addPortableIdentity } from '../vocabulary/identities/add-portable-identity.js'
import { findConnectorTarget } from '../vocabulary/identities/connector-target.js'
import { loseEnterpriseIdentity } from '../vocabulary/identities/lose-identity.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** What `identities` say about signing in to the tenant itself. */
export interface EntraSignIn {
  emails: string[]
  phone: string | undefined
  username: string | undefined
  /** The person may have a password in the tenant. Exports never tell for certain. */
  hasPassword: boolean
}

/** Reads `identities`, and puts the federated ones on the user. */
export const readEntraIdentities = (
  user: UserRecord,
  record: JsonObject,
  context: PresetContext,
): EntraSignIn => {
  const identities = readObjects(record['identities'])
  const signIn: EntraSignIn = {
    emails: [],
    phone: undefined,
    username: undefined,
    hasPassword: identities.length === 0,
  }
  for (const identity of identities) {
    const type = readText(identity['signInType'])
    const assigned = readText(identity['issuerAssignedId'])
    switch (type) {
      case 'emailAddress':
        if (assigned !== undefined) signIn.emails.push(assigned)
        signIn.hasPassword = true
        break
      case 'userName':
        signIn.username ??= assigned
        signIn.hasPassword = true
        break
      case 'phoneNumber':
        signIn.phone ??= assigned
        break
      case 'federated':
        addFederated(user, readText(identity['issuer']) ?? 'unknown', assigned, context, signIn)
        break
      default:
        // userPrincipalName is on every user, sign-in or not; it alone means a work account with a password.
        if (identities.length === 1) signIn.hasPassword = true
    }
  }
  return signIn
}

const addFederated = (
  user: UserRecord,
  issuer: string,
  userId: string | undefined,
  context: PresetContext,
  signIn: EntraSignIn,
): void => {
  if (issuer === 'mail') {
    // One-time passcodes by e-mail, for guests.
    if (userId !== undefined) signIn.emails.push(userId)
    return
  }
  const provider = issuer === 'MicrosoftAccount' ? 'live.com' : issuer
  const isKnown = Object.hasOwn(context.connectors, provider) || findConnectorTarget(provider) !== undefined
  if (isKnown) addPortableIdentity(user, { provider, userId: userId ?? null }, context)
  else loseEnterpriseIdentity(user, { provider: 'federated', connection: issuer, userId })
}
