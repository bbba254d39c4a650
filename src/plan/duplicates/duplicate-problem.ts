import type { Problem } from '../../outcome/problem.js'
import type { IdentifierClash, IdentifierKind } from './identifier-index.js'
import { quoteValue } from '../checks/quote-value.js'

const fields: Record<IdentifierKind, string> = {
  key: 'id',
  email: 'primaryEmail',
  phone: 'primaryPhone',
  username: 'username',
  identity: 'identities',
}

/**
 * Names the record that was first. The index knows ordinals only; the caller knows where they stand.
 *
 * @param earlierPlace for people: `users.csv, line 12`
 */
export const describeDuplicate = ({ kind, value }: IdentifierClash, earlierPlace: string): Problem => ({
  code: `duplicate_${kind}`,
  field: fields[kind],
  message:
    `${fields[kind]}: ${quoteValue(value)} belongs to an earlier record already (${earlierPlace}); ` +
    'merge the two records or leave one out.',
})
