import type { InputSummary } from './run-files/input-summary.js'
import { formatCount } from './format.js'

/** Users of an input who cannot sign in with a password at once. */
export interface Passwordless {
  /** Records that can go in. */
  valid: number
  /** No password at all. */
  none: number
  /** Of those: they had one, and it could not be carried over. */
  lost: number
  /** The old one works at the first sign-in. */
  firstSignIn: number
}

export const countPasswordless = ({ valid, passwords, oldPasswords }: InputSummary): Passwordless => ({
  valid,
  none: passwords['none'] ?? 0,
  lost: oldPasswords?.mustReset ?? 0,
  firstSignIn: passwords['first sign-in'] ?? 0,
})

/**
 * Who came in without a password, and what then; empty when nobody did.
 *
 * @param arrived users of the run who are in the target
 */
export const describePasswordless = (
  { valid, none, lost, firstSignIn }: Passwordless,
  arrived: number,
): string[] => {
  if (none + firstSignIn === 0 || arrived === 0) return []
  // A checkpoint does not tell who of them is among those that were refused.
  const scope = arrived < valid ? `, of the ${formatCount(valid)} that the input holds` : ''
  return [
    ...(none === 0
      ? []
      : [
          `${formatCount(none).padStart(9)}  came without a password${scope}${lost === 0 ? '' : ` (${formatCount(lost)} had one that Logto cannot take)`}`,
          `${' '.repeat(11)}they sign in by code, social sign-in or "Forgot password", where the tenant offers it;`,
          `${' '.repeat(11)}a one-time link for each: logto-migrate links --who no-password`,
        ]),
    ...(firstSignIn === 0
      ? []
      : [
          `${formatCount(firstSignIn).padStart(9)}  have their old password at the first sign-in alone${scope}`,
          `${' '.repeat(11)}as long as logto-migrate trickle serve runs and trickle install was done`,
        ]),
  ]
}
