import type { LogtoUser } from '../../logto/calls/user.js'
import type { CreateUserBody } from '../../plan/user-plan.js'
import type { FieldDifference } from './compare-user.js'

/**
 * Whether the stored digest is the one that was sent: its algorithm is named, the digest never. Says nothing of a
 * Logto before 1.38, which does not show it, nor of whoever has signed in: Logto then stores one of its own.
 */
export const compareDigest = (
  { passwordDigest, passwordAlgorithm }: CreateUserBody,
  user: LogtoUser,
): FieldDifference[] => {
  const isShown = typeof user.passwordDigest === 'string' && !hasSignedIn(user)
  if (passwordDigest === undefined || !isShown) return []
  if (user.passwordDigest === passwordDigest && user.passwordAlgorithm === passwordAlgorithm) return []
  const isOtherAlgorithm = user.passwordAlgorithm !== passwordAlgorithm
  return [
    isOtherAlgorithm
      ? {
          field: 'passwordDigest',
          expected: passwordAlgorithm ?? null,
          actual: user.passwordAlgorithm ?? null,
        }
      : { field: 'passwordDigest' },
  ]
}

export const hasSignedIn = ({ lastSignInAt }: LogtoUser): boolean =>
  lastSignInAt !== null && lastSignInAt !== undefined
