import type { JsonObject } from '../../source/source-record.js'
import { findKnownColumn } from './columns/find-known-column.js'
import { resolveColumns } from './columns/resolve-columns.js'
import { TableEvidence } from './columns/table-evidence.js'
import { RecordMapper } from './record-mapper.js'
import { isSkip, type Preset, type PresetContext, type Recognition } from '../preset.js'
import { describeOrganizations, organizationsFile } from '../vocabulary/organizations-file.js'

/** Other presets must be surer than this. */
const likeliest = 0.3

/** People's own tables: Logto's names, the usual other names, and a mapping for the rest. */
export const generic: Preset = {
  name: 'generic',
  title: 'Generic table or JSON',
  recognise: (sample) => recogniseGeneric(sample),
  relatedFiles: [organizationsFile('Your organizations: id, name, description, customData')],
  toUser: (record, context) => {
    const user = mapperOf(context).map(record)
    if (isSkip(user)) return user
    describeOrganizations(user, context)
    return user
  },
}

const identifiers = ['primaryEmail', 'primaryPhone', 'username']

const recogniseGeneric = (sample: readonly JsonObject[]): Recognition => {
  const known = new Map<string, string>()
  for (const record of sample) {
    for (const column of Object.keys(record)) {
      const path = findKnownColumn(column)?.path
      if (path !== undefined) known.set(column, path)
    }
  }
  const columns = [...known.keys()]
  const targets = resolveColumns(columns, {}, new TableEvidence(sample))
  const found = columns.flatMap((column, index): [string, string][] =>
    identifiers.includes(known.get(column) ?? '') ? [[column, targets[index]?.path.join('.') ?? '']] : [],
  )
  return {
    score: found.length > 0 ? likeliest : known.size > 0 ? likeliest / 3 : 0,
    evidence: found.map(([column, path]) => `${column} is read as ${path}`),
  }
}

const mappers = new WeakMap<PresetContext, RecordMapper>()

/** One mapper per run: it remembers the columns that it has resolved. */
const mapperOf = (context: PresetContext): RecordMapper => {
  let mapper = mappers.get(context)
  if (mapper === undefined) {
    mapper = new RecordMapper(context)
    mappers.set(context, mapper)
  }
  return mapper
}
