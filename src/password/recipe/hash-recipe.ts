import type { DigestPart } from './digest-part.js'

/** How the bytes of a digest are written where another function takes them. */
export type DigestForm = 'hex' | 'upper-hex' | 'base64' | 'bytes'

/** Something a source does to the password before the function that the recipe names. */
export type InputStep =
  | { step: 'prepend' | 'append'; value: string | Uint8Array }
  | { step: 'hash'; algorithm: string; as: DigestForm }
  | { step: 'hmac'; algorithm: string; key: string | Uint8Array; as: DigestForm }
  /** The password is the key, the salt the message. */
  | { step: 'keyed-hmac'; algorithm: string; message: string | Uint8Array; as: DigestForm }
  | { step: 'normalise'; form: 'NFC' | 'NFKC' }
  | { step: 'encode'; encoding: 'utf16le' | 'latin1' }
  | { step: 'upper-case' }
  /** Before bcrypt in a language whose strings end at the first NUL. */
  | { step: 'until-nul' }

/** What is hashed again in an iterated digest. */
export type DigestAgain =
  /** The bytes, or the hex text, of the digest before. */
  | 'bytes'
  | 'hex'
  /** As ColdFusion's hash() writes it. */
  | 'upper-hex'
  /** The bytes of the digest before, followed by what was hashed first (Symfony). */
  | 'bytes-and-first'

/** How one stored value is made of a password: plain data, by whoever read the format. */
export type HashRecipe = {
  input?: InputStep[]
  /** The source takes blanks from both ends of what is typed. */
  trims?: true
} & (
  | { kind: 'equal'; expected: Uint8Array }
  | {
      kind: 'digest'
      algorithm: string
      parts: DigestPart[]
      expected: Uint8Array
      /** How often the function is computed in all. @default 1 */
      rounds?: number
      again?: DigestAgain
    }
  /**
   * Joined by dashes, so often (devise-encryptable): `--salt--digest--password--pepper--`, and in the way of
   * restful_authentication `digest--salt--password--pepper`.
   */
  | {
      kind: 'joined-digest'
      layout: 'devise' | 'restful'
      algorithm: string
      salt: string
      pepper: string
      rounds: number
      expected: string
    }
  | {
      kind: 'pbkdf2'
      digest: string
      iterations: number
      salt: string | Uint8Array
      key: Uint8Array
    }
  | ({ kind: 'scrypt'; salt: string | Uint8Array; key: Uint8Array } & ScryptRecipeCost)
  | ({
      kind: 'firebase-scrypt'
      salt: Uint8Array
      signerKey: Uint8Array
      expected: Uint8Array
    } & ScryptRecipeCost)
  | { kind: 'scrypt-kdf'; container: Uint8Array }
  | { kind: 'bcrypt'; text: string }
  | {
      kind: 'argon2'
      variant: 'i' | 'd' | 'id'
      version: 16 | 19
      memoryKiB: number
      iterations: number
      parallelism: number
      salt: Uint8Array
      key: Uint8Array
      /** Key that the application keeps beside the database. */
      secret?: string
      /** Associated data. */
      data?: Uint8Array
    }
  | { kind: 'phpass'; text: string }
  /** phpass whose parts stand in columns; the digest is in its own bytes. */
  | { kind: 'phpass-parts'; algorithm: string; salt: Uint8Array; roundsLog2: number; expected: Uint8Array }
  | { kind: 'crypt'; text: string }
  | { kind: 'lm'; expected: Uint8Array }
  | {
      kind: 'scram'
      digest: string
      iterations: number
      salt: Uint8Array
      storedKey: Uint8Array
    }
  /** The text leaves open which of these it is; the password tells. */
  | { kind: 'any'; recipes: HashRecipe[] }
)

export interface ScryptRecipeCost {
  /** N itself. */
  cost: number
  blockSize: number
  parallelism: number
}

export type RecipeOf<Kind extends HashRecipe['kind']> = Extract<HashRecipe, { kind: Kind }>
