import { decodeWindows1252 } from './decode-windows-1252.js'
import { invalidMark } from './mark-invalid-bytes.js'
import type { DecodingState } from './decoding-state.js'

/**
 * Text in any encoding that TextDecoder knows, as UTF-8, chunk by chunk. Bytes that mean nothing in it are marked;
 * TextDecoder does not say which they were.
 */
export const decodeByLabel = async function* (
  chunks: AsyncIterable<Buffer>,
  label: string,
  state: DecodingState,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(label)
  const decode = (chunk: Buffer): string =>
    label === 'windows-1252' ? decodeWindows1252(chunk) : decoder.decode(chunk, { stream: true })
  const toUtf8 = (text: string): Buffer => {
    if (!text.includes('\uFFFD')) return Buffer.from(text)
    state.hasInvalidBytes = true
    return Buffer.from(text.replaceAll('\uFFFD', invalidMark('FFFD')))
  }
  for await (const chunk of chunks) {
    const bytes = toUtf8(decode(chunk))
    if (bytes.length > 0) yield bytes
  }
  const rest = toUtf8(decoder.decode())
  if (rest.length > 0) yield rest
}
