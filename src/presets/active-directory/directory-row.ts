import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { FieldReader } from '../declare/preset-table.js'
import { decodeGuid, readDirectoryTime } from '../ldap/directory-values.js'
import { decodeSid } from '../ldap/decode-sid.js'
import { isObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Attributes of the person. A user has two hundred others, most of them the directory's own business. */
const kept =
  /^(?:accountexpires|accountexpirationdate|c|city|cn|company|country|created|department|departmentnumber|description|displayname|distinguishedname|division|emailaddress|employeeid|employeenumber|employeetype|enabled|extensionattribute\d{1,2}|givenname|homepage|initials|l|lastlogondate|lastlogontimestamp|mail|manager|memberof|mobile|mobilephone|modified|name|objectclass|objectguid|objectsid|office|officephone|organization|passwordexpired|passwordlastset|physicaldeliveryofficename|postalcode|pwdlastset|samaccountname|serviceprincipalname|serviceprincipalnames|sid|sn|st|state|streetaddress|surname|telephonenumber|title|useraccountcontrol|userprincipalname|whenchanged|whencreated|wwwhomepage)$/

/** What PowerShell writes for a list that was not joined into text. */
export const unjoinedList = /^Microsoft\.ActiveDirectory\.Management\.|^System\.[\w.]+(?:\[\]|Collection)/

/** Names without case, since PowerShell and LDAP differ in it. */
export const openDirectoryRow = (record: JsonObject): JsonObject => {
  const opened: JsonObject = {}
  for (const [key, value] of Object.entries(record)) {
    const name = key.toLowerCase() === 'dn' ? 'distinguishedname' : key.toLowerCase()
    if (!kept.test(name)) continue
    // csvde has the bytes under the name of LDAP, PowerShell the text under its own.
    if (name === 'objectsid') opened['sid'] ??= decodeSid(value) ?? null
    else opened[name] = openValue(value)
  }
  return opened
}

/** `ConvertTo-Json` of Windows PowerShell writes moments as `/Date(…)/`, and a SID as an object. */
const openValue = (value: JsonValue): JsonValue => {
  const moment = typeof value === 'string' ? /^\/Date\((-?\d{1,15})\)\/$/.exec(value)?.[1] : undefined
  if (moment !== undefined) return new Date(Number(moment)).toISOString()
  return isObject(value) && typeof value['Value'] === 'string' ? value['Value'] : value
}

/** A GUID as text; csvde writes the bytes as `X'…'`. */
export const readDirectoryId: FieldReader = (user, value) => {
  user.id = decodeGuid(value)
  return user.id !== undefined
}

const never: ReadonlySet<string> = new Set(['0', '9223372036854775807'])

/** `11/10/2023 7:26 PM` means another day in another country, so what is not plain stays text. */
export const keepDirectoryTime =
  (fact: string): FieldReader =>
  ({ migratedFrom }, value) => {
    const text = readText(value)
    if (text === undefined) return false
    if (never.has(text)) return true
    const moment = readDirectoryTime(text)
    if (moment !== undefined) migratedFrom[fact] ??= moment
    else migratedFrom[fact.replace(/At$/, 'Text')] ??= text
    return true
  }
