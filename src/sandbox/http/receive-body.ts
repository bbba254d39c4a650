import type { IncomingMessage } from 'node:http'

/** Logto's limit, in bytes. A body of exactly that length passes. */
const maxBodyBytes = 1_048_576

/** Calls back once the whole body is there; not at all when the client goes away first. */
export const receiveBody = (
  request: IncomingMessage,
  onReceived: (rawBody: string, isBodyTooLarge: boolean) => void,
): void => {
  const { headers } = request
  const length = headers['content-length']
  if ((length === undefined || length === '0') && headers['transfer-encoding'] === undefined) {
    request.resume()
    onReceived('', false)
    return
  }
  const chunks: Buffer[] = []
  let byteCount = 0
  request.on('data', (chunk: Buffer) => {
    byteCount += chunk.length
    if (byteCount <= maxBodyBytes) chunks.push(chunk)
  })
  request.on('end', () => {
    const isTooLarge = byteCount > maxBodyBytes
    onReceived(isTooLarge ? '' : Buffer.concat(chunks).toString(), isTooLarge)
  })
}
