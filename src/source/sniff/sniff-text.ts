import { chooseArray, looksLikePerson } from '../json/json-envelope.js'
import { isBinary } from '../bytes/is-binary.js'
import { isJsonObject } from '../json/judge-json.js'
import { parseJson } from '../json/values/parse-json.js'
import { skipLooseSpace } from '../json/values/parse-loose-json.js'
import { sniffOtherForm } from './sniff-other-form.js'
import { isPage } from '../json/pages/is-page.js'
import { sniffDelimiter, type SniffedDialect } from '../csv/sniff-delimiter.js'
import type { JsonObject } from '../source-record.js'

export type TextFormat = 'csv' | 'tsv' | 'json' | 'ndjson' | 'ldif' | 'yaml' | 'sql' | 'table' | 'xml'

export interface SniffedText {
  /** `unknown` when the text is none that can be read. */
  format: TextFormat | 'unknown'
  /** For CSV and TSV. */
  dialect: SniffedDialect | undefined
  /** It is known what the text is, and that it cannot be read. */
  isRefused?: boolean
  /** What spoke for it, in words. */
  evidence: string[]
}

/** The format of a text by what it holds; the file's name counts only where that leaves a choice. */
export const sniffText = (sample: string, fileName: string): SniffedText => {
  const extension = /\.(csv|tsv|txt|json|ndjson|jsonl|ldif|ldf)(?:\.(?:gz|zst|gzip|zstd))?$/i
    .exec(fileName)?.[1]
    ?.toLowerCase()
  // A record separator begins each value of a JSON text sequence.
  const text = skipComments(sample.replaceAll('\u001E', ''))
  if (isBinary(text)) return { format: 'unknown', dialect: undefined, evidence: [binaryKind(sample)] }
  if (text === '') return sniffEmpty(extension)
  const other = sniffOtherForm(sample, fileName)
  if (other !== undefined) return { ...other, isRefused: other.format === 'unknown', dialect: undefined }
  if (text.startsWith('[')) return json('the text begins with [')
  if (text.startsWith('{')) return sniffObjects(text, extension)
  const opening = findLdifOpening(text)
  if (opening !== undefined) return ldif(`the first entry begins with ${opening}`)
  if (extension === 'ldif' || extension === 'ldf') return ldif(`the file name ends in .${extension}`)
  if (extension === 'json')
    return isTable(text) ? sniffRows(text, 'csv') : json('the file name ends in .json')
  if (extension === 'ndjson' || extension === 'jsonl') return ndjson(`the file name ends in .${extension}`)
  return sniffRows(text, extension)
}

/** The text behind the blanks and comments that it begins with. */
const skipComments = (sample: string): string => {
  const text = sample.trimStart()
  if (!/^\/[/*]/.test(text)) return text
  const space = skipLooseSpace(Buffer.from(text), 0)
  return typeof space === 'string' ? text : Buffer.from(text).toString('utf8', space.end)
}

const json = (...evidence: string[]): SniffedText => ({ format: 'json', dialect: undefined, evidence })
const ndjson = (...evidence: string[]): SniffedText => ({ format: 'ndjson', dialect: undefined, evidence })

const ldif = (...evidence: string[]): SniffedText => ({ format: 'ldif', dialect: undefined, evidence })

/** What the first line of an LDIF file that is no comment says; undefined when it is none. */
const findLdifOpening = (text: string): string | undefined => {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '' && !/^[# ]/.test(line))
  return /^(?:version(?=: *1$)|dn(?=::? *[^=,; ][^=,;]*=|:: ))/i.exec(first ?? '')?.[0]
}

const binaryKind = (sample: string): string => {
  if (sample.startsWith('PK')) return 'a ZIP archive or an Excel workbook; extract it, or save it as CSV'
  return 'bytes that no text has'
}

const sniffEmpty = (extension: string | undefined): SniffedText => {
  if (extension === 'json') return json('the file is empty and its name ends in .json')
  if (extension === 'ndjson' || extension === 'jsonl') return ndjson('the file is empty')
  return { format: 'csv', dialect: sniffDelimiter(''), evidence: ['the file is empty'] }
}

const sniffObjects = (text: string, extension: string | undefined): SniffedText => {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const isNamedNdjson = extension === 'ndjson' || extension === 'jsonl'
  if (lines.length === 1 && !text.includes('\n') && parseJson(text) === undefined) {
    // One line longer than the sample, or broken.
    return isNamedNdjson ? ndjson(`the file name ends in .${extension}`) : json('one object on one long line')
  }
  const objects = lines.map((line) => parseJson(line.trim())).filter(isJsonObject)
  const [first] = objects
  if (first !== undefined && holdsRecords(first, objects.length > 1 || isNamedNdjson)) {
    return json('an object that holds a list of objects')
  }
  if (isNamedNdjson && objects.length > 0) return ndjson('lines that are objects each, and the file name')
  // The last line may be cut by the end of the sample.
  const isMostlyObjects = objects.length >= 2 && objects.length * 2 >= lines.length - 1
  if (isMostlyObjects) return ndjson(`${objects.length} lines that are objects each`)
  if (isNamedNdjson && /[}]\s*$/.test(lines[0] ?? '')) return ndjson(`the file name ends in .${extension}`)
  return json('an object that runs over several lines, or is alone')
}

/** Several objects, each whole on its line, are records, unless each is a page; a single one is judged by its keys. */
const holdsRecords = (first: JsonObject, isOneOfMany: boolean): boolean =>
  isOneOfMany ? isPage(first) : isEnvelope(first)

const isEnvelope = (object: JsonObject): boolean => {
  const keys = Object.keys(object)
  const candidates = keys.flatMap((key) => {
    const value = object[key]
    const isList = Array.isArray(value) && value.every(isJsonObject)
    return isList ? [{ path: [key], isEmpty: value.length === 0 }] : []
  })
  return chooseArray(candidates, looksLikePerson(keys)) !== undefined
}

/** Whether a text that is called JSON is none: rows of words with a delimiter. */
const isTable = (text: string): boolean => {
  const { width, evenRows, rows } = sniffDelimiter(text)
  return (
    /^["\p{L}]/u.test(text) &&
    !/[[{]/.test(text.split('\n', 1)[0] ?? '') &&
    width > 1 &&
    evenRows > 1 &&
    evenRows * 2 > rows
  )
}

const sniffRows = (text: string, extension: string | undefined): SniffedText => {
  const dialect = sniffDelimiter(text, extension === 'tsv' ? '\t' : undefined)
  const { delimiter, width, evenRows, rows } = dialect
  if (width < 2 && extension !== 'csv' && extension !== 'tsv') {
    const evidence = ['neither JSON nor rows with a delimiter']
    return { format: 'unknown', dialect, evidence }
  }
  const shown = delimiter === '\t' ? 'tab' : delimiter
  const evidence = [`${evenRows} of ${rows} rows have ${width} cells with delimiter ${shown}`]
  return { format: delimiter === '\t' ? 'tsv' : 'csv', dialect, evidence }
}
