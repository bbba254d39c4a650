import { readMember, readNumberMember } from '../read-member.js'

/** The part of the tenant's password policy that can be told from a password alone. */
export interface PasswordPolicy {
  minLength: number
  maxLength: number
  /** Out of lower case, upper case, digits and symbols. */
  minCharacterTypes: number
}

/** @param setting `passwordPolicy` of the sign-in experience; what is absent is Logto's default */
export const readPasswordPolicy = (setting: unknown): PasswordPolicy => {
  const length = readMember(setting, 'length')
  return {
    minLength: readNumberMember(length, 'min', 8),
    maxLength: readNumberMember(length, 'max', 256),
    minCharacterTypes: readNumberMember(readMember(setting, 'characterTypes'), 'min', 1),
  }
}

const characterTypes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]

export const breaksPasswordPolicy = (
  password: string,
  { minLength, maxLength, minCharacterTypes }: PasswordPolicy,
): boolean =>
  password.length < minLength ||
  password.length > maxLength ||
  characterTypes.filter((type) => type.test(password)).length < minCharacterTypes
