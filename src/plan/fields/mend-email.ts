import { cutInvisible } from '../checks/invisible-characters.js'

/** What a cell with an e-mail address in an odd dress holds. */
export interface MendedEmail {
  /** The first address; undefined when the cell holds none that can be told for certain. */
  address: string | undefined
  /** The further ones, each once. */
  others: readonly string[]
  /** What was done, for people; empty when only characters that cannot be seen were cut. */
  changes: readonly string[]
  hadInvisible: boolean
}

/** Longer cells are no address, whatever they hold. */
const longestCell = 4096

/** As most addresses are: no more has to be asked. The length is bounded before, so the pattern is too. */
const plainAddress = /^[\w.%+-]+@[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,24}$/i

/** True for the address of the usual form, which needs no mending. */
export const isPlainAddress = (text: string): boolean =>
  text.length <= 128 && plainAddress.test(text) && !/\.[.@]|^\.|@-|-\.|\.-|@\./.test(text)

/**
 * Takes an address out of `mailto:`, `Mona <mona@example.com>`, quotes, and marks at its end, and tells apart several
 * in one cell. Only what is certain: everything else is left to be refused by name.
 */
export const mendEmail = (cell: string): MendedEmail => {
  const visible = cutInvisible(cell)
  const hadInvisible = visible !== cell.trim()
  if (visible.length > longestCell) return { address: undefined, others: [], changes: [], hadInvisible }
  if (isReachable(visible)) {
    return { address: visible, others: [], changes: [], hadInvisible }
  }
  const changes = new Set<string>()
  const parts = splitCell(visible)
  if (parts.length === 1 && /^[;,|]|[;,|]$/.test(visible)) changes.add('the mark at the end cut')
  const found = parts.map((part) => undress(part, changes))
  const addresses = found.flatMap((part) => (part === undefined ? [] : [part]))
  const [address, ...more] = addresses
  if (address === undefined || addresses.length < found.length) {
    return { address: undefined, others: [], changes: [], hadInvisible }
  }
  const seen = new Set([address.toLowerCase()])
  const others = more.filter((other) => {
    const isNew = !seen.has(other.toLowerCase())
    seen.add(other.toLowerCase())
    return isNew
  })
  return { address, others, changes: [...changes], hadInvisible }
}

/** Parts between `;`, `,`, `|` and line ends; between blanks, slashes and words such as "or" where every part has an `@`. */
const splitCell = (text: string): string[] => {
  const parts = splitOutsideQuotes(text)
  const [only] = parts
  if (only === undefined || parts.length !== 1) return parts
  const words = only
    .replace(addressInBrackets, ' $1 ')
    .split(/\s+/)
    .filter((word, index, all) => {
      const isBetween = index > 0 && index < all.length - 1
      return !isBetween || !connector.test(word)
    })
  const pieces = words.flatMap(splitAtSlash)
  return pieces.every((piece) => piece.includes('@') && !/[<>"()]/.test(piece)) ? pieces : parts
}

/** `mona@example.com (old: mona@example.org)` holds two. */
const addressInBrackets = /\s?\((?:[^\s()@]{1,20}[\s:]\s{0,3}){0,2}([^\s()@]{1,64}@[^\s()@]{1,255})\)$/

/** What people write between two addresses. */
const connector =
  /^(?:\/{1,2}|\\|&|\+|-|–|—|\u00b7|\u2022|or|and|and\/or|oder|und|ou|et|or else|o|y|u|e|eller|och|og|of|en|lub|i|nebo|a|vagy|\u0438|\u0438\u043b\u0438|\u0442\u0430|\u0430\u0431\u043e)$/i

/** A slash may stand in an address; between two it divides them. */
const splitAtSlash = (word: string): string[] => {
  const pieces = word.split('/').filter((piece) => piece !== '')
  return pieces.every((piece) => piece.includes('@')) ? pieces : [word]
}

/** A comma in `"Doe, Jane" <jane@example.com>` separates nothing. */
const splitOutsideQuotes = (text: string): string[] => {
  const parts: string[] = []
  let part = ''
  let isQuoted = false
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    if (!isQuoted && /[;,|\n\r\t\u3001\uff0c\uff1b]/.test(character)) {
      parts.push(part)
      part = ''
    } else part += character
  }
  parts.push(part)
  return parts.map((one) => one.trim()).filter((one) => one !== '')
}

/** The bare address of one part; undefined when it is none. */
const undress = (part: string, changes: Set<string>): string | undefined => {
  let text = part
  const change = (what: string, changed: string): void => {
    if (changed === text) return
    changes.add(what)
    text = changed
  }
  change('full-width characters made plain', text.replace(/[\uff01-\uff5e]/g, toPlain))
  change('the display name cut', text.replace(/^[^<>]*<([^<>]*)>[\s.]*$/, '$1').trim())
  change('quotes cut', text.replace(/^(["'`])(.*)\1$/, '$2').trim())
  change('the apostrophe in front cut', text.replace(/^'/, ''))
  change(
    'mailto: cut',
    text.replace(/^(?:mailto|e-?mail|smtp):\s*(?:\/\/)?/i, '').replace(/\?[^]*$/, keepOdd),
  )
  change('the name in brackets cut', text.endsWith(')') ? text.slice(0, text.indexOf('(')).trim() : text)
  change('the mark at the end cut', text.replace(/[.:>]{1,3}$/, ''))
  return isReachable(text) ? text : undefined
}

const toPlain = (wide: string): string => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)

/** Behind a question mark stand headers of a link; an address may hold one in front of its `@`. */
const keepOdd = (tail: string): string => (tail.includes('@') && !tail.includes('=') ? tail : '')

/**
 * Whether mail could arrive there: one `@`, a domain of whole labels and a top level of letters (or an
 * internationalized one), and nothing in front of the `@` that no keyboard or mail server takes.
 */
export const isReachable = (address: string): boolean => {
  // A leading apostrophe is how a spreadsheet marks text.
  if (/^'|[\s<>"(),:;[\\\]]/.test(address)) return false
  const at = address.indexOf('@')
  if (at < 1 || at !== address.lastIndexOf('@')) return false
  const local = address.slice(0, at)
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false
  const labels = address.slice(at + 1).split('.')
  if (labels.length < 2 || labels.some((label) => !isLabel(label))) return false
  const top = labels.at(-1) ?? ''
  return top.length >= 2 && (/^xn--[a-z\d-]+$/i.test(top) || /^\p{L}[\p{L}\p{M}]+$/u.test(top))
}

const isLabel = (label: string): boolean =>
  label !== '' &&
  label.length <= 63 &&
  !label.startsWith('-') &&
  !label.endsWith('-') &&
  !/[^\p{L}\p{M}\p{N}_-]/u.test(label)
