import type { JsonObject } from '../../source/source-record.js'
import type { SkipRule } from '../declare/preset-table.js'
import { openEntry } from '../ldap/ldap-entry.js'
import { isTelling } from '../declare/is-telling.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { unjoinedList } from './directory-row.js'

/** Bits of `userAccountControl`: a trust of another domain, a workstation, a domain controller. */
const trusts = 0x800 | 0x1000 | 0x2000

/** Last part of the SID of Guest, krbtgt, DefaultAccount and WDAGUtilityAccount, whatever they are called. */
const builtIn = /-50[1-4]$/

const builtInNames: ReadonlySet<string> = new Set(['defaultaccount', 'guest', 'krbtgt', 'wdagutilityaccount'])

/** Accounts of a directory that are no people. */
export const classifyAccount: readonly SkipRule[] = [
  {
    skip: 'service_account',
    reason: 'A managed service account, or one with a service principal name: a service runs under it.',
    when: (record) =>
      classesOf(record).some((name) => name.startsWith('msds-')) ||
      isService(record['serviceprincipalname']) ||
      isService(record['serviceprincipalnames']),
  },
  {
    skip: 'computer',
    reason: 'The account of a computer or of a trust between domains.',
    when: (record) =>
      nameOf(record).endsWith('$') ||
      classesOf(record).includes('computer') ||
      (Number(readText(record['useraccountcontrol']) ?? 0) & trusts) !== 0,
  },
  {
    skip: 'built_in',
    reason: 'An account that every domain has, for guests or for the system.',
    when: (record) => builtIn.test(readText(record['sid']) ?? '') || builtInNames.has(nameOf(record)),
  },
  {
    skip: 'other_entry',
    reason: 'A group, a contact, a unit or something else that has no account.',
    when: (record) => {
      const classes = classesOf(record)
      return classes.length > 0 && !classes.includes('user') && !classes.includes('inetorgperson')
    },
  },
]

const nameOf = (record: JsonObject): string => (readText(record['samaccountname']) ?? '').trim().toLowerCase()

const classesOf = (record: JsonObject): string[] =>
  openEntry(record)
    .texts('objectclass')
    .flatMap((text) => text.toLowerCase().split(/[;|]/))
    .map((name) => name.trim())

/** A list that PowerShell did not write out may be empty. */
const isService = (value: JsonObject[string] | undefined): boolean =>
  isTelling(value) && !unjoinedList.test(readText(value) ?? '')
