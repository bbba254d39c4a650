import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a request of the action carries beside its body. */
export interface SignedHeaders {
  /** Seconds since the epoch, by the clock of Logto. */
  timestamp: string
  nonce: string
  /** HMAC-SHA256 in hexadecimal digits. */
  signature: string
}

/** Signs a body as the action's script does: `timestamp.nonce.body`. */
export const signRequest = (secret: string, timestamp: string, nonce: string, body: string): string =>
  hmac(secret, `${timestamp}.${nonce}.${body}`)

/** Proves to the script that the answer comes from the service, and that it is for this very request. */
export const signAnswer = (secret: string, nonce: string, result: string): string =>
  hmac(secret, `${nonce}.${result}`)

export const isSignedBy = (secret: string, headers: SignedHeaders, body: string): boolean =>
  isSameText(signRequest(secret, headers.timestamp, headers.nonce, body), headers.signature)

/** The password of the made-up user of a dry run: only who has the secret knows it. */
export const dryRunPassword = (secret: string): string => hmac(secret, 'dry run')

/** No id that Logto makes holds a hyphen. */
export const dryRunUserId = 'logto-migrate-dry-run'

export const isSameText = (expected: string, given: string): boolean => {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')
