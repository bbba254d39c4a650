import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { readArray, readObject, readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { setKey, setPath } from '../vocabulary/cells/set-path.js'

/**
 * The attributes of a user as one object, whatever made the file: the API's list of names and values, an object
 * (SDK wrappers, events of triggers), columns `Attributes.email` or `Attributes.0.Name`, or attributes beside the
 * user's own fields (tools that write CSV, the CSV template).
 */
const flattenAttributes = (record: JsonObject): JsonObject => {
  const listed =
    record['Attributes'] ??
    record['UserAttributes'] ??
    record['attributes'] ??
    record['userAttributes'] ??
    readObject(record['request'])?.['userAttributes']
  if (readArray(listed) !== undefined) return fromList(readObjects(listed))
  const object = readObject(listed) ?? fromColumns(record)
  return object ?? withoutOwnFields(record)
}

/** The user's own fields under the API's names of them, beside `attributes`, and those of the customer's own in `custom`. */
export const openCognitoUser = (record: JsonObject): JsonObject => {
  const opened: JsonObject = {}
  for (const name of ownFields) {
    const camel = `${name[0]?.toLowerCase()}${name.slice(1)}`
    const value = record[name] ?? record[camel]
    if (value !== undefined) opened[name] = value
  }
  const attributes: JsonObject = {}
  const custom: JsonObject = {}
  const flat = flattenAttributes(record)
  for (const key of Object.keys(flat)) {
    const isCustom = key.startsWith('custom:')
    const value = flat[key] ?? null
    // What nobody asked for yet is kept as it is.
    if (isCustom && value !== null && value !== '') setKey(custom, key.slice('custom:'.length), value)
    else if (!isCustom) setKey(attributes, key, value)
  }
  for (const name of ['UserPoolId', 'cognito:groups']) opened[name] = record[name] ?? null
  opened['Username'] = opened['Username'] ?? record['userName'] ?? attributes['cognito:username'] ?? null
  return { ...opened, attributes, custom }
}

const ownFields = [
  'Username',
  'UserStatus',
  'Enabled',
  'UserCreateDate',
  'UserLastModifiedDate',
  'UserMFASettingList',
  'MFAOptions',
  'PreferredMfaSetting',
  'Groups',
]

const fromList = (entries: readonly JsonObject[]): JsonObject => {
  const attributes: JsonObject = {}
  for (const entry of entries) {
    const name = readText(entry['Name'] ?? entry['name'])
    if (name !== undefined) setPath(attributes, [name], entry['Value'] ?? entry['value'] ?? null)
  }
  return attributes
}

const column = /^(?:User)?Attributes[.[](?:(\d{1,3})\]?\.(Name|Value)$|(.+)$)/i

const fromColumns = (record: JsonObject): JsonObject | undefined => {
  const attributes: JsonObject = {}
  const listed: { name?: JsonValue; value?: JsonValue }[] = []
  let isFound = false
  for (const [key, value] of Object.entries(record)) {
    const match = column.exec(key)
    if (match === null) continue
    isFound = true
    const [, index, part, name] = match
    if (index === undefined) setPath(attributes, [name!], value)
    else if (part?.toLowerCase() === 'name') (listed[Number(index)] ??= {}).name = value
    else (listed[Number(index)] ??= {}).value = value
  }
  for (const { name, value = null } of listed.filter((entry) => entry !== undefined)) {
    const text = readText(name)
    if (text !== undefined) setPath(attributes, [text], value)
  }
  return isFound ? attributes : undefined
}

const withoutOwnFields = (record: JsonObject): JsonObject => {
  const attributes: JsonObject = {}
  for (const [key, value] of Object.entries(record)) {
    if (!beside.has(key.toLowerCase())) setPath(attributes, [key], value)
  }
  return attributes
}

/** What stands beside the attributes and is none. */
const beside: ReadonlySet<string> = new Set([
  ...ownFields.map((name) => name.toLowerCase()),
  'callercontext',
  'cognito:groups',
  'cognito:user_status',
  'request',
  'response',
  'region',
  'triggersource',
  'userpoolid',
  'version',
])
