import type { Clue } from '../vocabulary/recognise-by-clues.js'
import { readObjects } from '../vocabulary/cells/read-json-cell.js'
import { readText } from '../vocabulary/cells/read-text.js'

/** Users and members as the search gives them. */
export const stytchClues: readonly Clue[] = [
  {
    evidence: 'user_id or member_id has the form user-live-…, member-test-…',
    weight: 0.6,
    isOwn: true,
    holds: (record) =>
      /^(?:user|member)-(?:live|test)-/.test(
        readText(record['user_id']) ?? readText(record['member_id']) ?? '',
      ),
  },
  {
    evidence: 'emails with email_id, phone_numbers with phone_id, or email_address_verified',
    weight: 0.2,
    isOwn: true,
    holds: (record) =>
      'email_address_verified' in record ||
      readObjects(record['emails']).some((one) => 'email_id' in one) ||
      readObjects(record['phone_numbers']).some((one) => 'phone_id' in one),
  },
  {
    evidence: 'trusted_metadata, untrusted_metadata or webauthn_registrations',
    weight: 0.2,
    isOwn: true,
    holds: (record) =>
      ['trusted_metadata', 'untrusted_metadata', 'webauthn_registrations'].some((key) => key in record),
  },
]

const hashTypes = /^(?:bcrypt|md_5|argon_2i|argon_2id|sha_1|sha_512|scrypt|pbkdf_2|phpass)$/

/** Bodies of `POST /v1/passwords/migrate`. */
export const stytchMigrationClues: readonly Clue[] = [
  {
    evidence: 'hash_type is one of Stytch beside hash',
    weight: 0.8,
    isOwn: true,
    holds: (record) => 'hash' in record && hashTypes.test(readText(record['hash_type']) ?? ''),
  },
  {
    evidence: 'a _config of the hash type, or trusted_metadata',
    weight: 0.2,
    holds: (record) =>
      'trusted_metadata' in record || Object.keys(record).some((key) => key.endsWith('_config')),
  },
]
