import { judgeName, type JudgedName } from './judge-name.js'
import { leftOut } from './kept-out.js'

const longestName = 64

/** Whether a text may hold elements of XML or HTML. */
export const mayHoldElements = (text: string): boolean => text.includes('</')

/**
 * A text with the content of the elements masked that have a secret's name: `<password>…</password>`. Looks at each
 * closing tag once, so its time grows with the length alone.
 */
export const maskElements = (
  text: string,
  isSecret: (value: string, name: JudgedName) => boolean,
  onMasked: (name: string) => void,
): string => {
  let masked = ''
  let copied = 0
  for (let close = text.indexOf('</'); close !== -1; close = text.indexOf('</', close + 2)) {
    const start = text.lastIndexOf('>', close - 1) + 1
    const value = text.slice(start, close)
    const name = readName(text, close + 2)
    if (start <= copied || value.trim() === '' || name === '') continue
    const judged = judgeName(name)
    if (judged.verdict === 'open' || !isSecret(value, judged)) continue
    masked += text.slice(copied, start) + leftOut
    copied = close
    onMasked(name)
  }
  return copied === 0 ? text : masked + text.slice(copied)
}

/** Without the prefix of its namespace. */
const readName = (text: string, from: number): string => {
  const end = text.indexOf('>', from)
  if (end === -1 || end - from > longestName) return ''
  const name = text.slice(from, end).trim()
  return name.slice(name.indexOf(':') + 1)
}
