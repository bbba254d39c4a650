import { StringDecoder } from 'node:string_decoder'
import sax, { type Tag } from 'sax'
import { MigrationError } from '../../outcome/migration-error.js'
import type { ByteWindow } from '../bytes/byte-window.js'

export interface XmlHandlers {
  /** @param line where the tag begins */
  onOpen(name: string, attributes: Record<string, string>, line: number): void
  onText(text: string): void
  onClose(): void
}

/** Deeper ones are nobody's table, and every open element is kept in memory. */
export const maxXmlDepth = 200

const chunkBytes = 64 * 1024

/**
 * Runs the handlers over an XML text as it arrives, and yields after each piece. Prefixes of namespaces are cut off.
 * sax knows no entities but XML's own five, so that a text cannot be made to grow.
 *
 * @param isBeginning the text is only the beginning of one, and ends anywhere
 * @throws MigrationError `xml` with the line where the text is no XML
 */
export const walkXml = async function* (
  window: ByteWindow,
  file: string,
  handlers: XmlHandlers,
  isBeginning = false,
): AsyncGenerator<void> {
  const decoder = new StringDecoder('utf8')
  const parser = sax.parser(true, { trim: false, position: true })
  let failure: MigrationError | undefined
  let depth = 0
  let line = 1
  const fail = (what: string): void => {
    failure ??= failXml(file, `${what} at line ${parser.line + 1}. Mend it there, or export the table as CSV`)
  }
  // The parser knows one handler of each kind, as a property.
  Object.assign(parser, {
    onerror: (error: Error) =>
      fail(`is no valid XML (${(error.message.split('\n')[0] ?? '').toLowerCase()})`),
    onopentagstart: () => {
      line = parser.line + 1
    },
    onopentag: ({ name, attributes }: Tag) => {
      if (++depth > maxXmlDepth) fail(`nests elements more than ${maxXmlDepth} deep`)
      if (failure === undefined) handlers.onOpen(localName(name), attributes, line)
    },
    ontext: (text: string) => handlers.onText(text),
    oncdata: (text: string) => handlers.onText(text),
    onclosetag: () => {
      depth--
      if (failure === undefined) handlers.onClose()
    },
  })
  const run = (act: () => void): void => {
    if (failure === undefined) act()
    if (failure !== undefined) throw failure
  }
  for (;;) {
    if (window.buffer.length === 0 && !(await window.grow())) break
    const piece = window.buffer.subarray(0, chunkBytes)
    run(() => parser.write(decoder.write(piece)))
    window.consume(piece.length, 0)
    window.line = parser.line + 1
    yield
  }
  if (window.damage === undefined && !isBeginning) run(() => parser.close())
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

export const failXml = (file: string, what: string): MigrationError =>
  new MigrationError('input', 'xml', `The XML file ${file} ${what}.`)
