import { readMember, readNumberMember } from '../read-member.js'

/** The tenant's own rule for usernames, which Logto applies when people choose one, not to imported ones. */
export interface UsernamePolicy {
  isCaseSensitive: boolean
  minLength: number
  maxLength: number
  /** Characters that are not allowed; undefined when all are. */
  forbidden: RegExp | undefined
}

/** @param setting `usernamePolicy` of the sign-in experience; what is absent is as in a fresh tenant */
export const readUsernamePolicy = (setting: unknown): UsernamePolicy => {
  const classes = { lowercase: 'a-z', uppercase: 'A-Z', numbers: '0-9', underscore: '_' }
  const allowed = readMember(setting, 'allowedChars')
  const forbidden = Object.entries(classes)
    .filter(([name]) => readMember(allowed, name) === false)
    .map(([, characters]) => characters)
  return {
    isCaseSensitive: readMember(setting, 'caseSensitive') !== false,
    minLength: readNumberMember(setting, 'minLength', 1),
    maxLength: readNumberMember(setting, 'maxLength', 128),
    forbidden: forbidden.length === 0 ? undefined : new RegExp(`[${forbidden.join('')}]`),
  }
}

export const breaksUsernamePolicy = (
  username: string,
  { minLength, maxLength, forbidden }: UsernamePolicy,
): boolean => username.length < minLength || username.length > maxLength || forbidden?.test(username) === true
