import type { JsonObject } from '../source/source-record.js'
import { judgeName, type JudgedName } from './judge-name.js'

const nameFields = [
  'name',
  'key',
  'type',
  'attribute',
  'field',
  'property',
  'label',
  'header',
  'meta_key',
  'metaKey',
  'option_name',
  'claimType',
  'claim_type',
  'ClaimType',
  'Name',
  'Key',
  'k',
  'id',
]

const valueFields: ReadonlySet<string> = new Set(
  (
    'value values val v Value Values content data text string meta_value metaValue option_value claimValue claim_value ClaimValue ' +
    'stringValue string_value payload raw credential'
  ).split(' '),
)

/** An entry of a list such as `[{ "name": "api_token", "value": "…" }]`: the value goes by the name beside it. */
export interface NamedEntry {
  name: string
  judged: JudgedName
}

/** The name that stands beside a value field; undefined where none does. */
export const readNamedEntry = (object: JsonObject): NamedEntry | undefined => {
  for (const field of nameFields) {
    const name = object[field]
    if (typeof name !== 'string' || name.length > 100) continue
    const judged = judgeName(name)
    if (judged.verdict !== 'open' || judged.isReference) return { name, judged }
  }
  return undefined
}

export const isValueField = (field: string): boolean => valueFields.has(field)
