import { hash } from 'node:crypto'
import type { UserRecord } from '../../presets/user-record.js'
import type { Findings } from '../findings.js'
import { cutInvisible, sayInvisible } from '../checks/invisible-characters.js'
import { isMangledNumber } from '../checks/mangled-number.js'
import { readField } from '../checks/read-field.js'
import type { CreateUserBody, UserPlan } from '../user-plan.js'

const longestKey = 512

/** Begins the keys of records that have none of their own. */
export const hashedKey = 'hash:'

/**
 * The source key of a record: its id as `readSourceId` has it, or a hash of its identifiers where the source has none. The hash is the
 * same in every run and on every machine, whatever the order of records.
 */
export const planSourceKey = (
  id: string | undefined,
  create: CreateUserBody,
  identities: UserPlan['identities'],
  findings: Findings,
): string => {
  if (id === undefined) return hashIdentifiers(create, identities)
  if (id.length > longestKey) {
    findings.addProblem(
      'source_key_too_long',
      'id',
      `id: expected at most ${longestKey} characters, got ${id.length}; map a shorter key to id.`,
    )
  }
  return id
}

/** The id of a record in the source; undefined where there is none, or none that can be told. */
export const readSourceId = (user: UserRecord, findings: Findings): string | undefined => {
  const written = readField(user.id, 'id', findings)
  const id = written === undefined ? undefined : cutInvisible(written)
  if (id !== written) sayInvisible('id', findings)
  if (id === undefined || id === '') return undefined
  if (!isMangledNumber(id)) return id
  findings.addWarning(
    'id_mangled',
    'id',
    'id: a spreadsheet has turned the number into a power of ten and its digits are lost; export the file afresh and do not save it in a spreadsheet.',
  )
  return undefined
}

const hashIdentifiers = (create: CreateUserBody, identities: UserPlan['identities']): string => {
  const identifiers = [
    create.primaryEmail?.toLowerCase() ?? null,
    create.primaryPhone ?? null,
    create.username ?? null,
    identities.map(({ target, userId }) => [target, userId]).sort((a, b) => (String(a) < String(b) ? -1 : 1)),
  ]
  return `${hashedKey}${hash('sha256', JSON.stringify(identifiers), 'hex').slice(0, 32)}`
}
