import { createHash, createHmac } from 'node:crypto'
import type { DiagnosisCause } from './diagnosis-causes.js'

/** Another input that a system may have hashed in place of the password. */
export interface PasswordVariant {
  cause: DiagnosisCause
  /** Completes "The hash matches …". */
  what: string
  value: string | Buffer
}

/** What sources are known to make of a password before they hash it, likely ones first, none equal to the password. */
export const listPasswordVariants = (password: string, pepper: string | undefined): PasswordVariant[] => {
  const variants: PasswordVariant[] = [
    { cause: 'password_trimmed', what: 'the password without surrounding blanks', value: password.trim() },
    ...normalisations(password),
    ...(pepper ? peppered(password, pepper) : []),
    ...prehashed(password),
    { cause: 'password_cut_72', what: 'the first 72 bytes of the password', value: cutTo72Bytes(password) },
    { cause: 'password_encoding', what: 'the password in Latin-1', value: Buffer.from(password, 'latin1') },
    { cause: 'password_encoding', what: 'the password in UTF-16LE', value: Buffer.from(password, 'utf16le') },
    { cause: 'password_case', what: 'the password in lower case', value: password.toLowerCase() },
    { cause: 'password_case', what: 'the password in upper case', value: password.toUpperCase() },
  ]
  return withoutRepeats(variants, password)
}

const normalisations = (password: string): PasswordVariant[] =>
  (['NFKC', 'NFC', 'NFD', 'NFKD'] as const).map((form) => ({
    cause: 'password_normalised',
    what: `the ${form} form of the password`,
    value: password.normalize(form),
  }))

const peppered = (password: string, pepper: string): PasswordVariant[] => [
  { cause: 'pepper_joined', what: 'the password followed by the pepper', value: password + pepper },
  { cause: 'pepper_joined', what: 'the pepper followed by the password', value: pepper + password },
  ...['sha256', 'sha512', 'sha1'].flatMap((name): PasswordVariant[] => {
    const digest = createHmac(name, pepper).update(password).digest()
    const what = `the HMAC-${name} of the password under the pepper`
    return [
      { cause: 'pepper_joined', what: `${what}, in hex`, value: digest.toString('hex') },
      { cause: 'pepper_joined', what: `${what}, in base64`, value: digest.toString('base64') },
    ]
  }),
]

const prehashed = (password: string): PasswordVariant[] => [
  ...['sha256', 'md5', 'sha1', 'sha512'].map((name): PasswordVariant => ({
    cause: 'password_prehashed',
    what: `the hex ${name} of the password`,
    value: createHash(name).update(password).digest('hex'),
  })),
  ...['sha256', 'sha384', 'sha512'].map((name): PasswordVariant => ({
    cause: 'password_prehashed',
    what: `the base64 ${name} of the password`,
    value: createHash(name).update(password).digest('base64'),
  })),
  ...['md5', 'sha1', 'sha256'].map((name): PasswordVariant => ({
    cause: 'password_prehashed',
    what: `the ${name} bytes of the password`,
    value: createHash(name).update(password).digest(),
  })),
]

const cutTo72Bytes = (password: string): Buffer => Buffer.from(password, 'utf8').subarray(0, 72)

const withoutRepeats = (variants: PasswordVariant[], password: string): PasswordVariant[] => {
  const seen = new Set([Buffer.from(password, 'utf8').toString('latin1')])
  return variants.filter(({ value }) => {
    const bytes = Buffer.from(value).toString('latin1')
    if (bytes === '' || seen.has(bytes)) return false
    seen.add(bytes)
    return true
  })
}
