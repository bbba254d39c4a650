import { decodeBase64, decodeHex } from '../digest/decode-bytes.js'
import { passwordPart } from './digest-part.js'
import type { HashRecipe, InputStep } from './hash-recipe.js'

const utf16: InputStep = { step: 'encode', encoding: 'utf16le' }

/** `*` and SHA-1 over the bytes of a SHA-1. */
export const readMysqlRecipe = (text: string): HashRecipe | undefined => {
  const expected = decodeHex(text.replace(/^\*/, ''))
  if (expected?.length !== 20) return undefined
  const input: InputStep[] = [{ step: 'hash', algorithm: 'sha1', as: 'bytes' }]
  return { kind: 'digest', algorithm: 'sha1', parts: [passwordPart], expected, input }
}

/** `0x0100`, four bytes of salt, SHA-1; SQL Server 2000 has one of the upper-case password behind it; 2012 SHA-512. */
export const readMssqlRecipe = (text: string): HashRecipe | undefined => {
  const bytes = decodeHex(text.slice(2))
  if (!bytes) return undefined
  const salt = bytes.subarray(2, 6)
  const algorithm = bytes[0] === 2 ? 'sha512' : 'sha1'
  const digest = bytes.subarray(6)
  const isWhole = algorithm === 'sha512' ? digest.length === 64 : digest.length === 20 || digest.length === 40
  if (!isWhole) return undefined
  const expected = algorithm === 'sha512' ? digest : digest.subarray(0, 20)
  return { kind: 'digest', algorithm, parts: [passwordPart, salt], expected, input: [utf16] }
}

/** `$3$$hex`, `$NT$hex`, `{NT}hex`, `{NTLM}`, `{LANMAN}`, `{MD4}`, and 32 hex digits alone. */
export const readNtRecipe = (text: string): HashRecipe | undefined => {
  const [, scheme = '', value = ''] =
    /^(?:\{([A-Za-z0-9-]{1,20})\}|\$(?:3\$|NT)\$)?([A-Za-z0-9+/=]{22,32})$/.exec(text.trim()) ?? []
  const expected = value.length === 32 ? decodeHex(value) : decodeBase64(value)
  if (expected?.length !== 16) return undefined
  if (/^(?:lanman|lm)$/i.test(scheme)) return { kind: 'lm', expected }
  const nt: HashRecipe = { kind: 'digest', algorithm: 'md4', parts: [passwordPart], expected, input: [utf16] }
  if (!/md4/i.test(scheme)) return nt
  return { kind: 'any', recipes: [nt, { kind: 'digest', algorithm: 'md4', parts: [passwordPart], expected }] }
}

/** `SCRAM-SHA-256$4096:salt$stored:server` of PostgreSQL, `{SCRAM-SHA-256}4096,salt,stored,server` of Dovecot. */
export const readScramRecipe = (text: string): HashRecipe | undefined => {
  const match =
    /^\{?SCRAM-(SHA-(?:1|256|512))[$}](\d{1,9})[:,]([A-Za-z0-9+/=]{1,200})[$,]([A-Za-z0-9+/=]{1,100})[:,][A-Za-z0-9+/=]{1,100}$/i.exec(
      text.trim(),
    )
  const [, name = '', iterations, saltText = '', keyText = ''] = match ?? []
  const salt = decodeBase64(saltText)
  const storedKey = decodeBase64(keyText)
  if (!salt || !storedKey || storedKey.length < 20) return undefined
  const digest = name.toLowerCase().replace('-', '')
  return { kind: 'scram', digest, iterations: Number(iterations), salt, storedKey }
}
