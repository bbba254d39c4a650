import type { JsonObject } from '../../source/source-record.js'

/** GraphQL writes the columns in camel case. */
export const openNhostUser = (record: JsonObject): JsonObject => {
  const opened: JsonObject = {}
  for (const [key, value] of Object.entries(record)) opened[toColumn(key)] = value
  return opened
}

const toColumn = (key: string): string =>
  key === '__proto__' ? 'proto' : key.replaceAll(/(?<=[a-z\d])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
