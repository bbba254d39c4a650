import type { JsonObject } from '../../source/source-record.js'
import type { UserRecord } from '../user-record.js'

/** An e-mail address or phone number of a person who has several. */
export interface SourceAddress {
  value: string
  isVerified: boolean | undefined
}

/**
 * Logto holds one address of a kind. The others go to `customData.otherEmails` or `customData.otherPhones`,
 * each once.
 */
export const keepOtherAddresses = (
  { customData }: UserRecord,
  key: 'otherEmails' | 'otherPhones',
  addresses: readonly SourceAddress[],
  primary: string | undefined,
): void => {
  if (addresses.length === 0) return
  const seen = new Set([primary?.toLowerCase()])
  const kept: JsonObject[] = []
  for (const { value, isVerified } of addresses) {
    if (seen.has(value.toLowerCase())) continue
    seen.add(value.toLowerCase())
    kept.push(isVerified === undefined ? { value } : { value, isVerified })
  }
  if (kept.length > 0) customData[key] = kept
}

/** The one to sign in with: the first that is verified, else the first. */
export const choosePrimary = (addresses: readonly SourceAddress[]): SourceAddress | undefined =>
  addresses.find(({ isVerified }) => isVerified === true) ?? addresses[0]
