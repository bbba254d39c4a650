import sax, { type QualifiedTag, type SAXStream, type Tag } from 'sax'

export interface XmlHandlers {
  onOpen(name: string, attributes: Record<string, string>): void
  onText(text: string): void
  onClose(name: string): void
}

/**
 * Runs the handlers over an XML text as it arrives. Prefixes of namespaces are cut off. sax knows no entities but
 * XML's own five, so that a text cannot be made to grow.
 */
export const createXmlReader = (handlers: XmlHandlers): { write(chunk: Buffer): void; end(): void } => {
  const stream: SAXStream = sax.createStream(true, { trim: false, position: false })
  let failure: Error | undefined
  stream.on('error', (error: Error) => {
    failure ??= error
  })
  stream.on('opentag', ({ name, attributes }: Tag | QualifiedTag) =>
    handlers.onOpen(localName(name), attributes as Record<string, string>),
  )
  stream.on('text', (text: string) => handlers.onText(text))
  stream.on('cdata', (text: string) => handlers.onText(text))
  stream.on('closetag', (name: string) => handlers.onClose(localName(name)))
  const check = (): void => {
    if (failure !== undefined) throw failure
  }
  return {
    write: (chunk) => {
      stream.write(chunk)
      check()
    },
    end: () => {
      stream.end()
      check()
    },
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
