/** Stands for the password among the parts of a salted digest. */
export const passwordPart: unique symbol = Symbol('password')

export type DigestPart = typeof passwordPart | string | Uint8Array
