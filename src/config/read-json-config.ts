import { readFile } from 'node:fs/promises'
import { MigrationError } from '../outcome/migration-error.js'
import { locateJsonError } from '../source/json/values/locate-json-error.js'
import { parseJson } from '../source/json/values/parse-json.js'
import { parseLooseJson, skipLooseSpace } from '../source/json/values/parse-loose-json.js'

/**
 * A config in JSON, with comments and trailing commas as editors allow them.
 *
 * @throws MigrationError `config_broken` with line and column
 */
export const readJsonConfig = async (path: string): Promise<unknown> => {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  const strict = parseJson(text)
  if (strict !== undefined) return strict
  const bytes = Buffer.from(text)
  const start = skipLooseSpace(bytes, 0)
  const loose = typeof start === 'string' ? start : parseLooseJson(bytes, start.end)
  if (typeof loose === 'object' && isBlank(bytes, loose.end)) return loose.value
  const { offset, reason } = locateJsonError(text)
  const lines = text.slice(0, offset).split('\n')
  throw new MigrationError(
    'config',
    'config_broken',
    `${path}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1} is not valid JSON: ${reason}`,
  )
}

const isBlank = (bytes: Buffer, from: number): boolean => {
  const rest = skipLooseSpace(bytes, from)
  return typeof rest === 'object' && rest.end >= bytes.length
}
