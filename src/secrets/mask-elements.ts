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
  let before = 0
  for (let close = text.indexOf('</'); close !== -1; close = text.indexOf('</', close + 2)) {
    // Back to the tag in front of it and no further, so that nothing is looked at twice.
    const open = text.slice(before, close).lastIndexOf('>')
    const start = before + open + 1
    before = close + 2
    const name = open === -1 ? '' : readName(text, before)
    const value = text.slice(start, close)
    if (name === '' || value.trim() === '') continue
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
  const near = text.slice(from, from + longestName + 1)
  const name = near.slice(0, Math.max(0, near.indexOf('>'))).trim()
  return name.slice(name.indexOf(':') + 1)
}
