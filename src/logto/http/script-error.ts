/** The message of a script's own error, in the answer to a dry run. */
export const readScriptError = (body: unknown): string | undefined => {
  if (typeof body !== 'object' || body === null || !('data' in body)) return undefined
  const { data } = body
  if (typeof data !== 'object' || data === null || !('message' in data)) return undefined
  return typeof data.message === 'string' ? data.message.slice(0, 500).replace(/\s+/g, ' ') : undefined
}
