import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { classifyAccount } from '../active-directory/classify-account.js'
import { findSkip } from '../declare/skip-rules.js'
import type { PresetContext, Skip } from '../preset.js'
import { decodeSid } from './decode-sid.js'
import type { LdapEntry } from './ldap-entry.js'

/**
 * Why an entry of Active Directory is left out though its class is that of a person: machines, services and the
 * accounts that every domain has, by the rules of the preset `active-directory`. Entries of other directories pass.
 */
export const skipDirectoryAccount = (entry: LdapEntry, context: PresetContext): Skip | undefined => {
  const name = entry.first('sAMAccountName')
  const control = entry.first('userAccountControl')
  if (name === undefined && control === undefined) return undefined
  const account: JsonObject = {}
  // Classes are not among them: the classes of any directory are judged before.
  const put = (key: string, value: JsonValue | undefined): void => {
    if (value !== undefined) account[key] = value
  }
  put('samaccountname', name)
  put('useraccountcontrol', control)
  put('serviceprincipalname', entry.first('servicePrincipalName'))
  put('sid', decodeSid(entry.first('objectSid')))
  return findSkip(classifyAccount, account, context)
}
