import type { JsonObject } from '../../../source/source-record.js'
import { isObject, readJsonCell } from '../../vocabulary/cells/read-json-cell.js'
import { findKnownColumn } from './find-known-column.js'
import { foldName } from './fold-name.js'
import { listNames } from './list-names.js'

/** Columns that hold the person as an object; anybody else (`manager`, `emergencyContact`) is none. */
const personObjects: ReadonlySet<string> = new Set(
  listNames(`contact, contact info, contact information, contact details, contact data, personal, personal info, personal information, personal details, personal data,
    person, profile, profile data, account, account info, account details, user, user info, user details, user data, basic info, general info, info, details, identity, credentials, login, auth, authentication, data, attributes, traits, fields, properties,
    Kontakt, Kontaktdaten, Person, persönliche Daten, coordonnées, contacto, datos personales, contato, dados pessoais, contatti, dati personali, contactgegevens, dane kontaktowe, kişisel bilgiler,
    контакты, 联系方式, 个人信息, 連絡先, 연락처`).map(foldName),
)

export const isPersonObject = (column: string): boolean => personObjects.has(foldName(column))

const identifiers: ReadonlySet<string> = new Set(['primaryEmail', 'primaryPhone', 'username'])

/** What of a person is read inside such an object, where the record has none beside it. */
const personPaths: ReadonlySet<string> = new Set([
  ...identifiers,
  'emailVerified',
  'phoneVerified',
  'name',
  'profile.givenName',
  'profile.familyName',
  'profile.birthdate',
  'profile.gender',
  'profile.locale',
])

/** The path that a part of such an object means; an object `profile` reads its own claims. */
export const pathOfPart = (key: string, column: string): string | undefined => {
  const path = findKnownColumn(key)?.path
  const paths = foldName(column) === 'profile' ? identifiers : personPaths
  return path !== undefined && paths.has(path) ? path : undefined
}

/** Whether a record has what people sign in with inside an object. */
export const hasNestedIdentifier = (record: JsonObject): boolean =>
  Object.keys(record).some((column) => {
    if (!isPersonObject(column)) return false
    const cell = readJsonCell(record[column])
    return isObject(cell) && Object.keys(cell).some((key) => identifiers.has(pathOfPart(key, column) ?? ''))
  })
