import { readText } from './hash-params.js'
import type { HashParams } from './hash-params.js'

export interface HashPair {
  hash: string
  salt: string | undefined
}

/**
 * The hash and its salt: the salt is a parameter of its own, or both stand in one text whose `layout` says how
 * (`salt:hash`, `hash.salt`, `hash$salt`). Without a layout the text is the hash.
 */
export const splitHashPair = (text: string, params: HashParams): HashPair => {
  const salt = readText(params, 'salt', 'password_salt', 'passwordSalt')
  if (salt !== undefined) return { hash: text.trim(), salt }
  const layout = readText(params, 'layout') ?? pairOrder(params)
  const match = layout === undefined ? undefined : /^(salt|hash)(.)(salt|hash)$/i.exec(layout)
  const separator = match?.[2]
  if (!match || separator === undefined) return { hash: text.trim(), salt: undefined }
  const isSaltFirst = match[1]?.toLowerCase() === 'salt'
  // The hash has no separator inside, the salt may.
  const at = isSaltFirst ? text.lastIndexOf(separator) : text.indexOf(separator)
  if (at === -1) return { hash: text.trim(), salt: undefined }
  const before = text.slice(0, at)
  const after = text.slice(at + separator.length)
  return isSaltFirst ? { hash: after.trim(), salt: before } : { hash: before.trim(), salt: after }
}

/** `order` doubles as the layout where it names both parts. */
const pairOrder = (params: HashParams): string | undefined => {
  const order = readText(params, 'order')
  return order !== undefined && /salt.hash|hash.salt/i.test(order) ? order : undefined
}
