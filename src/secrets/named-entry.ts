import type { JsonObject } from '../source/source-record.js'
import { judgeName, type JudgedName } from './judge-name.js'

/** Fields that say what the value beside them is: `name`, `meta_key`, `attributeCode`, `propertyName`. */
const nameField =
  /^(?:name|key|type|attribute|field|property|label|header|k|id|slug|title|code|setting|option|parameter|param|variable)$|(?:[_-]|[a-z](?=[A-Z]))(?:name|key|code|slug|type|title|label)$/i

/** Fields whose value has its name beside it: `value`, `meta_value`, `propertyValue`. */
const valueField =
  /^(?:values?|val|v|content|data|text|string|payload|raw|credential)$|(?:[_-]|[a-z](?=[A-Z]))(?:value|val)$/i

const isNameField = remember((field) => nameField.test(field))
export const isValueField = remember((field) => valueField.test(field))

/** More members have objects that are no entries. */
const mostMembers = 16

/** An entry of a list such as `[{ "name": "api_token", "value": "…" }]`: the value goes by the name beside it. */
export interface NamedEntry {
  name: string
  judged: JudgedName
}

/** The name that stands beside a value field; undefined where none does. */
export const readNamedEntry = (object: JsonObject): NamedEntry | undefined => {
  let members = 0
  for (const field in object) {
    members += 1
    if (members > mostMembers) return undefined
    const name = object[field]
    if (typeof name !== 'string' || name.length > 100 || !isNameField(field)) continue
    const judged = judgeName(name)
    if (judged.verdict !== 'open' || judged.isReference) return { name, judged }
  }
  return undefined
}

/** Names of fields are few, and asked for with every record. */
function remember(judge: (field: string) => boolean): (field: string) => boolean {
  const known = new Map<string, boolean>()
  return (field) => {
    let answer = known.get(field)
    if (answer === undefined) {
      answer = field.length <= 64 && judge(field)
      if (known.size < 5000) known.set(field, answer)
    }
    return answer
  }
}
