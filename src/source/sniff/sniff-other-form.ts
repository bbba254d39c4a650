import { isRule } from '../table/read-text-table.js'

export interface OtherForm {
  format: 'yaml' | 'sql' | 'table' | 'unknown'
  evidence: string[]
}

/** SQL, YAML, tables drawn for people, and texts that are known and cannot be read; undefined for all others. */
export const sniffOtherForm = (sample: string, fileName: string): OtherForm | undefined => {
  const text = sample.trimStart()
  const refused = refusals.find(([pattern]) => pattern.test(text.slice(0, 2000)))
  if (refused !== undefined) return { format: 'unknown', evidence: [refused[1]] }
  if (/^\s*[{[]/.test(text)) return undefined
  if (sqlStart.test(sample)) return { format: 'sql', evidence: ['statements of SQL'] }
  const lines = text.split('\n', 12).map((line) => line.trimEnd())
  if (lines.some(isTableRule)) return { format: 'table', evidence: ['a table drawn with rules and bars'] }
  if (/\.ya?ml(?:\.(?:gz|zst))?$/i.test(fileName)) return { format: 'yaml', evidence: ['the file name'] }
  return isYaml(lines) ? { format: 'yaml', evidence: ['keys with colons and indented lines'] } : undefined
}

const tableAdvice = 'Export the table as CSV or JSON'

const refusals: readonly (readonly [RegExp, string])[] = [
  [/^<!doctype html|^<html/i, 'a web page, perhaps of a login. Fetch the export itself'],
  [
    /^<\?xml|^<[a-z][\w:.-]*(?:\s[^<>]*)?>\s*</i,
    `XML. ${tableAdvice}; of MySQL: mysql --batch -e "select * from users" > users.tsv`,
  ],
  [
    /^-\[ RECORD \d+ \]/,
    "psql's expanded display. Export CSV: psql --csv -c 'select * from users' > users.csv",
  ],
  [/^-----BEGIN PGP MESSAGE/, 'a file encrypted with PGP. Decrypt it: gpg -d'],
]

const sqlStart =
  /^\s*(?:insert\s+into|replace\s+into|insert\s+ignore|create\s+table|copy\s+\S+\s*\([^)]*\)\s+from\s+stdin|begin(?:\s+transaction)?\s*;|pragma\s+\w+|set\s+@?\w+\s*=|drop\s+table|lock\s+tables|start\s+transaction)/im

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
