import { judgeName, type JudgedName } from '../judge-name.js'
import { leftOut } from '../kept-out.js'

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
  let announced = ''
  for (let close = text.indexOf('</'); close !== -1; close = text.indexOf('</', close + 2)) {
    // Back to the tag in front of it and no further, so that nothing is looked at twice.
    const start = findContent(text, before, close)
    const tag = text.slice(Math.max(before, start - longestTag), start)
    before = close + 2
    const name = start === -1 ? '' : readName(text, before)
    const value = text.slice(start, close)
    if (name === '' || value.trim() === '') continue
    // `<key>apiToken</key><string>…</string>`, `<entry key="password">…</entry>`
    const named = nameInTag.exec(tag)?.[1] ?? announced
    announced = /^(?:key|name)$/i.test(name) && value.length <= longestName ? value.trim() : ''
    const found = [name, named].find((one) => one !== '' && judgeName(one).verdict !== 'open')
    if (found === undefined || !isSecret(value, judgeName(found))) continue
    masked += text.slice(copied, start) + leftOut
    copied = close
    onMasked(found)
  }
  return copied === 0 ? text : masked + text.slice(copied)
}

const longestTag = 200
const nameInTag = /\s(?:key|name|id|type|label)=["']([^"'<>]{1,64})["']/i

/** Where the text of an element begins, -1 where no tag is open; `<![CDATA[…]]>` is a text too. */
const findContent = (text: string, from: number, close: number): number => {
  const whole = text.slice(from, close)
  const isRaw = whole.endsWith(']]>')
  const open = isRaw ? whole.lastIndexOf('<![CDATA[') : whole.lastIndexOf('>')
  return open === -1 ? -1 : from + open + (isRaw ? 0 : 1)
}

/** Without the prefix of its namespace. */
const readName = (text: string, from: number): string => {
  const near = text.slice(from, from + longestName + 1)
  const name = near.slice(0, Math.max(0, near.indexOf('>'))).trim()
  return name.slice(name.indexOf(':') + 1)
}
