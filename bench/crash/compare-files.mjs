import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { groupBy } from './group-by.mjs'

/**
 * Compares id-map.csv and rejected.ndjson with the source.
 *
 * @param runs folders of the runs, one of each shard
 * @param ids source key to Logto id, as the target has them
 */
export const compareFiles = async (folder, runs, people, ids) => {
  const counts = { 'wrong id map': 0, 'wrong rejected files': 0 }
  const details = []
  const note = (name, detail) => {
    counts[name] += 1
    details.push(`${name}: ${detail}`)
  }
  const rows = []
  const rejectedLines = []
  for (const run of runs) {
    // An import that did not come to its end has none.
    const [header, ...those] = await readLines(join(folder, run, 'id-map.csv')).catch(() => [])
    if (header !== 'source_key,logto_id,outcome') note('wrong id map', `header ${header}`)
    rows.push(...those)
    // A shard with nobody who was rejected has no such file.
    rejectedLines.push(...(await readLines(join(folder, run, 'rejected.ndjson')).catch(() => [])))
  }
  const idRows = groupBy(rows, (row) => row.split(',')[0])
  const rejected = rejectedLines.map((line) => JSON.parse(line))
  const rejectedRows = groupBy(rejected, ({ sourceKey }) => sourceKey)

  for (const { id, expected } of people) {
    const found = idRows.get(id) ?? []
    const refused = rejectedRows.get(id) ?? []
    idRows.delete(id)
    rejectedRows.delete(id)
    const isRight =
      expected === undefined
        ? found.length === 0
        : found.length === 1 && found[0].split(',')[1] === ids.get(id)
    if (!isRight) note('wrong id map', `${id}: ${JSON.stringify(found)}, the target has ${ids.get(id)}`)
    if (refused.length !== (expected === undefined ? 1 : 0)) {
      note('wrong rejected files', `${id}: ${refused.length} lines ${JSON.stringify(refused[0]?.codes)}`)
    }
  }
  for (const key of idRows.keys()) note('wrong id map', `unknown key ${key}`)
  for (const key of rejectedRows.keys()) note('wrong rejected files', `unknown key ${key}`)
  return { counts, details }
}

const readLines = async (path) => (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line !== '')
