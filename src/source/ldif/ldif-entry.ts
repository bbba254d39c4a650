import { isUtf8 } from 'node:buffer'
import type { Problem } from '../../outcome/problem.js'
import type { JsonObject, JsonValue } from '../source-record.js'

/** Small binary values are ids and may be wanted; of large ones only the size is kept. */
const longestKeptBytes = 64

/** Binary by their definition, even where the bytes happen to be text. */
const binaryNames: ReadonlySet<string> = new Set([
  'audio',
  'jpegphoto',
  'objectguid',
  'objectsid',
  'photo',
  'thumbnailphoto',
  'usercertificate',
  'usersmimecertificate',
])

/** What ldapsearch and ldbsearch write between entries and behind them: results, counts, referrals. */
const resultNames: ReadonlySet<string> = new Set([
  'search',
  'result',
  'text',
  'matchedDN',
  'control',
  'pagedresults',
  'ref',
  'numResponses',
  'numEntries',
  'numReferences',
])

/**
 * An entry as a record: `dn` and every attribute under its own name. A binary value is `{ $binary }` in base64,
 * or `{ $binaryBytes }` when it is long; a reference to a file is `{ $url }` and is never followed.
 *
 * @param lines without comments, continuations joined
 * @param line physical line of the first one
 * @returns undefined when it is none: the version, a referral, or the result line of a search
 */
export const parseLdifEntry = (
  lines: readonly string[],
  line: number,
): { record: JsonObject } | { problem: Problem } | undefined => {
  const record: JsonObject = {}
  for (const [index, text] of lines.entries()) {
    const colon = text.indexOf(':')
    const name = text.slice(0, Math.max(0, colon))
    if (!/^[A-Za-z\d][\w.;-]*$/.test(name)) {
      return {
        problem: syntaxProblem(line, `expected "attribute: value", got text without it (part ${index + 1})`),
      }
    }
    if (index === 0 && name.toLowerCase() === 'version') continue
    const value = readValue(name, text, colon)
    if (value === undefined) {
      return { problem: syntaxProblem(line, `the value of ${name} is not valid base64`) }
    }
    addValue(record, name, value)
  }
  return judgeEntry(record, line)
}

const readValue = (name: string, text: string, colon: number): JsonValue | undefined => {
  const mark = text[colon + 1]
  if (mark === '<') return { $url: text.slice(colon + 2).trim() }
  if (mark !== ':') return text.slice(colon + 1).replace(/^ +/, '')
  const base64 = text.slice(colon + 2).trim()
  if (!/^[A-Za-z\d+/]*={0,2}$/.test(base64) || base64.length % 4 === 1) return undefined
  const bytes = Buffer.from(base64, 'base64')
  const [plainName = '', option] = name.toLowerCase().split(';')
  const isText = !binaryNames.has(plainName) && option !== 'binary' && isUtf8(bytes) && !bytes.includes(0)
  if (isText) return bytes.toString('utf8')
  return bytes.length > longestKeptBytes ? { $binaryBytes: bytes.length } : { $binary: base64 }
}

const addValue = (record: JsonObject, name: string, value: JsonValue): void => {
  if (!Object.hasOwn(record, name)) {
    record[name] = value
    return
  }
  const present = record[name] ?? null
  if (Array.isArray(present)) present.push(value)
  else record[name] = [present, value]
}

const judgeEntry = (
  record: JsonObject,
  line: number,
): { record: JsonObject } | { problem: Problem } | undefined => {
  const names = Object.keys(record)
  if (names.every((name) => resultNames.has(name))) return undefined
  if (names[0]?.toLowerCase() !== 'dn') {
    return { problem: syntaxProblem(line, `expected an entry to begin with dn, got ${names[0]}`) }
  }
  const change = names.find((name) => name.toLowerCase() === 'changetype')
  if (change === undefined) return { record }
  if (record[change] !== 'add') {
    const message = `The LDIF entry at line ${line} changes an entry and does not hold one: expected changetype add. Export the entries themselves, by ldapsearch or slapcat.`
    return { problem: { code: 'ldif_change_record', field: change, message } }
  }
  delete record[change]
  return { record }
}

const syntaxProblem = (line: number, what: string): Problem => ({
  code: 'ldif_syntax',
  message: `Not a valid LDIF entry at line ${line}: ${what}. Mend it, or export again.`,
})
