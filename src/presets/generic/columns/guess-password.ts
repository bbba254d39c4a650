import { isCertainHash } from '../../../password/recognise/certain-hash.js'
import { isHashFamily, recognisePassword } from '../../../password/recognise/recognise-password.js'
import { judgeName } from '../../../secrets/judge-name.js'
import { isOtherSecret } from './password-column.js'

/** Passwords to other things than the account. */
const isForeign = (column: string): boolean =>
  /ftp|smtp|imap|pop3|wifi|wlan|router|mysql|postgres|database|server|ssh|vpn|proxy|voicemail|device|document|file|pdf|zip|parent|admin|app(?![a-z])/i.test(
    column,
  )

/**
 * Whether a text in a column that is not known may be the hash of the password. Undefined where it is a hash of
 * something else by its name; under a name of passwords any hash is taken, under other names one beyond doubt.
 */
export const createGuess = (column: string): ((text: string) => boolean) | undefined => {
  if (isOtherSecret(column)) return undefined
  return judgeName(column).isPassword && !isForeign(column) ? isAnyHash : isCertainHash
}

/** Shorter ones are no digests. */
const shortest = 20

const isAnyHash = (text: string): boolean =>
  text.length >= shortest && isHashFamily(recognisePassword(text).family)
