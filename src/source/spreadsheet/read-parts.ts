import type { ZipFile } from '../archives/zip-file.js'
import { createXmlReader, type XmlHandlers } from './read-xml.js'

export interface Sheet {
  name: string
  member: string
  isHidden: boolean
}

const readPart = async (zip: ZipFile, name: string, handlers: XmlHandlers): Promise<void> => {
  const entry = zip.find(name)
  if (entry === undefined) return
  const reader = createXmlReader(handlers)
  for await (const chunk of zip.read(entry)) reader.write(chunk)
  reader.end()
}

const nothing = (): void => undefined

/** The sheets of a workbook in their order, and whether it counts days from 1904. */
export const readSheets = async (zip: ZipFile): Promise<{ sheets: Sheet[]; is1904: boolean }> => {
  const targets = new Map<string, string>()
  await readPart(zip, 'xl/_rels/workbook.xml.rels', {
    onOpen: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
    onText: nothing,
    onClose: nothing,
  })
  const sheets: Sheet[] = []
  let is1904 = false
  await readPart(zip, 'xl/workbook.xml', {
    onOpen: (tag, attributes) => {
      const { name = '', state = 'visible', date1904 } = attributes
      if (tag === 'workbookPr') is1904 = date1904 === '1' || date1904 === 'true'
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      if (tag === 'sheet') sheets.push({ name, member: targets.get(id) ?? '', isHidden: state !== 'visible' })
    },
    onText: nothing,
    onClose: nothing,
  })
  return { sheets, is1904 }
}

/** The table of texts that cells refer to by number. Phonetic guides are none of it. */
export const readSharedTexts = async (zip: ZipFile): Promise<string[]> => {
  const texts: string[] = []
  let text = ''
  let isText = false
  let isPhonetic = false
  await readPart(zip, 'xl/sharedStrings.xml', {
    onOpen: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isPhonetic = true
      isText = name === 't' && !isPhonetic
    },
    onText: (part) => {
      if (isText) text += part
    },
    onClose: (name) => {
      if (name === 't') isText = false
      if (name === 'rPh') isPhonetic = false
      if (name === 'si') texts.push(text)
    },
  })
  return texts
}

/** Number formats of Excel's own that show a date or a time. */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57])

/** For each style of a cell, whether it shows its number as a date. */
export const readDateStyles = async (zip: ZipFile): Promise<boolean[]> => {
  const dateFormats = new Set(builtInDates)
  const styles: boolean[] = []
  let isInCells = false
  await readPart(zip, 'xl/styles.xml', {
    onOpen: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt' && isDateFormat(formatCode)) dateFormats.add(Number(numFmtId))
      if (name === 'cellXfs') isInCells = true
      if (name === 'xf' && isInCells) styles.push(dateFormats.has(Number(numFmtId)))
    },
    onText: nothing,
    onClose: (name) => {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return styles
}

/** Letters of dates outside quotes, colours and conditions. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(code.slice(0, 255).replace(/"[^"]{0,255}"|\[[^\]]{0,64}\]|\\./g, '')) &&
  !/general/i.test(code)
