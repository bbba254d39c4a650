import { isRule } from '../table/read-text-table.js'

export interface OtherForm {
  format: 'yaml' | 'sql' | 'table' | 'xml' | 'unknown'
  evidence: string[]
}

/** SQL, YAML, XML, tables drawn for people, and texts that are known and cannot be read; undefined for all others. */
export const sniffOtherForm = (sample: string, fileName: string): OtherForm | undefined => {
  const text = sample.trimStart()
  const refused = refusals.find(([pattern]) => pattern.test(text.slice(0, 2000)))
  if (refused !== undefined) return { format: 'unknown', evidence: [refused[1]] }
  if (/^\s*[{[]/.test(text)) return undefined
  if (xmlStart.test(text)) return { format: 'xml', evidence: ['elements of XML'] }
  if (sqlStart.test(sample)) return { format: 'sql', evidence: ['statements of SQL'] }
  const lines = text.split('\n', 12).map((line) => line.trimEnd())
  if (lines.some(isTableRule)) return { format: 'table', evidence: ['a table drawn with rules and bars'] }
  if (/\.ya?ml(?:\.(?:gz|zst))?$/i.test(fileName)) return { format: 'yaml', evidence: ['the file name'] }
  return isYaml(lines) ? { format: 'yaml', evidence: ['keys with colons and indented lines'] } : undefined
}

const refusals: readonly (readonly [RegExp, string])[] = [
  [/^<!doctype html|^<html/i, 'a web page, perhaps of a login. Fetch the export itself'],
  [
    /urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/,
    'an XML workbook of Excel 2003. Save it as .xlsx or CSV',
  ],
  [/<office:document/, 'an OpenDocument file as XML. Save it as .xlsx or CSV'],
  [/<plist[\s>]/, 'a property list. Convert it: plutil -convert json'],
  [
    /xmlns:wp="|wordpress\.org\/export\//,
    'an export of WordPress posts (WXR), whose authors have no passwords. Export the users: wp db query, or the table wp_users as CSV',
  ],
  [/<dsml[\s>]|<[\w-]+:dsml[\s>]/i, 'DSML of a directory. Export LDIF: ldapsearch -LLL … > users.ldif'],
  [
    /^(?:<\?xml[^>]*>\s*)?<(?:rss|feed|svg|xs:schema|xsd:schema|(?:\w+:)?EntityDescriptor)[\s>]/,
    'XML that holds no users. Give the export itself',
  ],
  [
    /^-\[ RECORD \d+ \]/,
    "psql's expanded display. Export CSV: psql --csv -c 'select * from users' > users.csv",
  ],
  [/^-----BEGIN PGP MESSAGE/, 'a file encrypted with PGP. Decrypt it: gpg -d'],
]

/** A declaration, a comment, or an element around others or with fields of its own. */
const xmlStart =
  /^(?:<\?xml[\s?]|<!--|<!DOCTYPE\s|<[a-z_][\w:.-]*(?:\s[^<>]*)?>\s*<|<[a-z_][\w:.-]*\s[^<>=]*=[^<>]*>)/i

const sqlStart =
  /^[^\S\n]*(?:insert\s+into|replace\s+into|insert\s+ignore|create\s+table|copy\s+[^\s(]+\s*\([^()]*\)\s+from\s+stdin|begin(?:\s+transaction)?\s*;|pragma\s+\w+|set\s+@?\w+\s*=|drop\s+table|lock\s+tables|start\s+transaction)/im

/** The rule below a header: `----+----` or `+----+`. A rule of one column is told from a line of dashes by its ends. */
const isTableRule = (line: string): boolean => isRule(line) && /[+|]/.test(line)

/** A document mark, or a key alone on its line with indented keys below it, or a list of maps. */
const isYaml = (lines: readonly string[]): boolean => {
  const content = lines.filter((line) => line !== '' && !line.startsWith('#'))
  const [first = '', second = ''] = content[0] === '---' ? content.slice(1) : content
  if (/^(?:-\s+)?["']?[\w.@-]+["']?:(?:\s|$)/.test(first) && content[0] === '---') return true
  return (
    (/^["']?[\w.@-]+["']?:\s*$/.test(first) && /^\s+(?:-\s+)?["']?[\w.@-]+["']?:(?:\s|$)/.test(second)) ||
    (/^-\s+["']?[\w.-]+["']?:\s/.test(first) && /^(?:-|\s{2})\s*["']?[\w.-]+["']?:(?:\s|$)/.test(second))
  )
}
