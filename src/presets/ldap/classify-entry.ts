import type { Skip } from '../preset.js'
import type { LdapEntry } from './ldap-entry.js'

const people: ReadonlySet<string> = new Set([
  'account',
  'inetorgperson',
  'organizationalperson',
  'person',
  'posixaccount',
  'user',
])

const others: ReadonlySet<string> = new Set([
  'builtindomain',
  'computer',
  'container',
  'country',
  'dcobject',
  'domain',
  'domaindns',
  'group',
  'groupofnames',
  'groupofuniquenames',
  'locality',
  'organization',
  'organizationalrole',
  'organizationalunit',
  'posixgroup',
])

const services: ReadonlySet<string> = new Set([
  'msds-groupmanagedserviceaccount',
  'msds-managedserviceaccount',
])

/** Why an entry is left out; undefined when it is a person. */
export const classify = (entry: LdapEntry): Skip | undefined => {
  const classes = classesOf(entry)
  if (classes.some((name) => services.has(name))) {
    return { skip: 'service_account', reason: 'A managed service account is no person.' }
  }
  // Active Directory derives computers from users.
  if (classes.includes('computer')) return { skip: 'other_entry', reason: 'A computer is no person.' }
  if (classes.some((name) => people.has(name))) return undefined
  if (classes.includes('simplesecurityobject')) {
    return { skip: 'service_account', reason: 'An entry with a password only serves a program to bind.' }
  }
  // Mail servers and schemas of one's own have classes of their own.
  if (hasLogin(entry) && !classes.some((name) => others.has(name))) return undefined
  return { skip: 'other_entry', reason: 'The entry is a group, a unit or something else that is no person.' }
}

export const isDirectoryEntry = (entry: LdapEntry): boolean =>
  classesOf(entry).some((name) => people.has(name) || others.has(name) || services.has(name))

/** Some tools (csvde) write all classes into one cell. */
const classesOf = (entry: LdapEntry): string[] =>
  entry.texts('objectClass').flatMap((text) => {
    const name = text.toLowerCase()
    return /[;|]/.test(name) ? name.split(/[;|]/).map((one) => one.trim()) : name
  })

/** Searches may leave the classes out. */
const hasLogin = (entry: LdapEntry): boolean => entry.text('uid', 'sAMAccountName', 'mail') !== undefined
