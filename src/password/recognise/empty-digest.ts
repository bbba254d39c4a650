import { createHash } from 'node:crypto'

const functions = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']

/** NT and LM have no function in every build of OpenSSL. */
const windows = ['31d6cfe0d16ae931b73c59d7e0c089c0', 'aad3b435b51404eeaad3b435b51404ee']

const emptyDigests: ReadonlySet<string> = new Set([
  ...windows,
  ...functions.flatMap((name) => {
    const digest = createHash(name).update('').digest()
    return [digest.toString('hex'), digest.toString('base64')]
  }),
])

const lengths: ReadonlySet<number> = new Set([...emptyDigests].map(({ length }) => length))

/** The digest of no text at all, without a salt: what a program writes for an account that has no password. */
export const isEmptyDigest = (text: string): boolean =>
  lengths.has(text.length) && (emptyDigests.has(text) || emptyDigests.has(text.toLowerCase()))
