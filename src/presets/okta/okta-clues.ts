import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { Recognition } from '../preset.js'
import { isObject, readObject } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'
import { recogniseByClues } from '../vocabulary/recognise-by-clues.js'
import { expandOktaColumns } from './okta-columns.js'

/** What tells a user of Okta, in the form of the API or of a report. */
export const oktaClues = (sample: readonly JsonObject[]): Recognition => {
  const users = new Map(sample.map((record) => [record, expandOktaColumns(record)]))
  return recogniseByClues(sample, [
    {
      evidence: 'profile with login and email, or such columns',
      weight: 0.4,
      isOwn: true,
      holds: (record) => isOktaProfile(record, readObject(users.get(record)?.['profile'])),
    },
    {
      evidence: 'status is one of the states of an Okta user',
      weight: 0.15,
      holds: (record) => statuses.has(readStatus(users.get(record)) ?? ''),
    },
    {
      evidence: 'status is one of those that only Okta has, such as DEPROVISIONED',
      weight: 0.15,
      isOwn: true,
      holds: (record) => ownStatuses.has(readStatus(users.get(record)) ?? ''),
    },
    {
      evidence: 'id has the form 00u…, or credentials name a provider or hold a hash with its algorithm',
      weight: 0.3,
      isOwn: true,
      holds: (record) =>
        /^00u[A-Za-z\d]{5,}$/.test(readText(users.get(record)?.['id']) ?? '') ||
        hasOktaCredentials(record['credentials']),
    },
  ])
}

const hasOktaCredentials = (value: JsonValue | undefined): boolean => {
  const credentials = readObject(value)
  const password = readObject(credentials?.['password'])
  return isObject(credentials?.['provider']) || isObject(password?.['hash']) || isObject(password?.['hook'])
}

const isOktaProfile = (record: JsonObject, profile: JsonObject | undefined): boolean =>
  profile !== undefined &&
  'login' in profile &&
  'email' in profile &&
  (isObject(record['profile']) ||
    Object.keys(record).some((column) => /^(?:profile\.login|primary email)$/i.test(column)))

const statuses: ReadonlySet<string> = new Set([
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'RECOVERY',
  'PASSWORD_EXPIRED',
  'LOCKED_OUT',
  'SUSPENDED',
  'DEPROVISIONED',
  'DEACTIVATED',
])

const ownStatuses: ReadonlySet<string> = new Set(['PASSWORD_EXPIRED', 'LOCKED_OUT', 'DEPROVISIONED'])

/** Reports write `Password expired` where the API writes `PASSWORD_EXPIRED`. */
export const readStatus = (user: JsonObject | undefined): string | undefined => {
  const status = readText(user?.['status'])
  return status === undefined || statuses.has(status) ? status : foldStatus(status)
}

const foldStatus = (status: string): string => status.trim().toUpperCase().replaceAll(' ', '_')
