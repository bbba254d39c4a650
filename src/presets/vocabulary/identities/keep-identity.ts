import type { JsonObject } from '../../../source/source-record.js'
import type { UserRecord } from '../../user-record.js'

/** Keeps an identity that Logto cannot hold in `customData.unlinkedIdentities`, for the operator's own use. */
export const keepIdentity = (
  { customData }: UserRecord,
  identity: { provider: string; connection?: string; userId?: string | undefined },
): void => {
  const kept: JsonObject = { provider: identity.provider }
  if (identity.connection !== undefined) kept['connection'] = identity.connection
  if (identity.userId !== undefined) kept['userId'] = identity.userId
  const present = customData['unlinkedIdentities']
  customData['unlinkedIdentities'] = Array.isArray(present) ? [...present, kept] : [kept]
}
