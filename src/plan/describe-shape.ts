import { digestFamily } from '../password/digest/digest-family.js'
import type { CreateUserBody, UserPlan } from './user-plan.js'

/**
 * In what respects a user's import differs from that of others: one text for each respect, so that two users of
 * the same texts need the same requests and the same kind of password check.
 */
export const describeShape = ({
  create,
  identities,
  factors,
  isSuspended,
  isPasswordExpired,
  roles,
  organizations,
}: UserPlan): string[] => {
  const isWithRoles = organizations.some((organization) => organization.roles.length > 0)
  return [
    `password ${describePassword(create)}`,
    `identifiers ${listOrNone(['username', 'primaryEmail', 'primaryPhone'].filter((name) => name in create))}`,
    `identities ${listOrNone(identities.map(({ target }) => target).sort())}`,
    `factors ${listOrNone(factors.map(({ type }) => type))}`,
    `roles ${roles.length > 0 ? 'some' : 'none'}`,
    `organizations ${organizations.length === 0 ? 'none' : isWithRoles ? 'with roles' : 'without roles'}`,
    `${isSuspended ? '' : 'not '}suspended`,
    `password ${isPasswordExpired ? '' : 'not '}expired`,
  ]
}

const describePassword = ({ password, passwordAlgorithm, passwordDigest }: CreateUserBody): string => {
  if (password !== undefined) return 'plaintext'
  if (passwordAlgorithm === undefined || passwordDigest === undefined) return 'none'
  return digestFamily(passwordAlgorithm, passwordDigest)
}

const listOrNone = (names: string[]): string => (names.length === 0 ? 'none' : names.join('+'))
