import { isRule } from '../table/text-table-line.js'
import { describeRefusedText } from './describe-refused-text.js'

export interface OtherForm {
  format: 'yaml' | 'sql' | 'table' | 'xml' | 'unknown'
  evidence: string[]
}

/** SQL, YAML, XML, tables drawn for people, and texts that are known and cannot be read; undefined for all others. */
export const sniffOtherForm = (sample: string, fileName: string): OtherForm | undefined => {
  const text = sample.trimStart()
  const refused = describeRefusedText(text)
  if (refused !== undefined) return { format: 'unknown', evidence: [refused] }
  if (/^\s*[{[]/.test(text)) return undefined
  if (xmlStart.test(text)) return { format: 'xml', evidence: ['elements of XML'] }
  if (sqlStart.test(sample)) return { format: 'sql', evidence: ['statements of SQL'] }
  const lines = text.split('\n', 12).map((line) => line.trimEnd())
  if (lines.some(isRule)) return { format: 'table', evidence: ['a table drawn with rules and bars'] }
  if (/\.ya?ml(?:\.(?:gz|zst))?$/i.test(fileName)) return { format: 'yaml', evidence: ['the file name'] }
  return isYaml(lines) ? { format: 'yaml', evidence: ['keys with colons and indented lines'] } : undefined
}

/** A declaration, a comment, or an element around others or with fields of its own. */
const xmlStart =
  /^(?:<\?xml[\s?]|<!--|<!DOCTYPE\s|<[a-z_][\w:.-]*(?:\s[^<>]*)?>\s*<|<[a-z_][\w:.-]*\s[^<>=]*=[^<>]*>)/i

const sqlStart =
  /^[^\S\n]*(?:insert\s+into|insert\s+(?:\[|"\w+"\.")|replace\s+into|insert\s+ignore|create\s+table|copy\s+[^\s(]+\s*\([^()]*\)\s+from\s+stdin|begin(?:\s+transaction)?\s*;|pragma\s+\w+|set\s+@?\w+\s*=|set\s+(?:define\s+off|identity_insert)|use\s+(?:\[|`)|drop\s+table|lock\s+tables|start\s+transaction)/im

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
