import type { PlannedRecord } from '../../plan/record-planner.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'

/** A place in customData, and how many users have something there. */
export interface CustomDataField {
  /** Dotted, three levels deep at most; lists count as one value. */
  path: string
  users: number
}

interface Node {
  users: number
  fields: Map<string, Node>
}

/** `auth0.app_metadata.plan` */
const deepest = 3
/** An object that is used as a dictionary has endlessly many names. */
const mostFields = 200
const mostNames = 1000

/** What goes to customData, where every application with the scope may read it, and what is kept out of it. */
export class CustomDataCensus {
  readonly #root: Node = { users: 0, fields: new Map() }
  readonly #keptOut = new Map<string, number>()

  /** Users who were counted. */
  users = 0

  add({ plan: { create }, keptOut }: PlannedRecord & { kind: 'planned' }): void {
    this.addData(create.customData, keptOut)
  }

  addData(customData: JsonObject | undefined, keptOut: ReadonlySet<string> | undefined): void {
    this.users += 1
    if (customData !== undefined) this.#count(customData, this.#root, 1)
    if (keptOut === undefined) return
    for (const name of keptOut) {
      const isRoom = this.#keptOut.size < mostNames || this.#keptOut.has(name)
      const counted = isRoom ? name : otherNames
      this.#keptOut.set(counted, (this.#keptOut.get(counted) ?? 0) + 1)
    }
  }

  /** By name: users of whom something of that name was kept out; most frequent first. */
  keptOut(): Record<string, number> {
    return Object.fromEntries([...this.#keptOut].sort(([, a], [, b]) => b - a))
  }

  /** Most frequent first. */
  fields(): CustomDataField[] {
    const fields: CustomDataField[] = []
    collect(this.#root, '', fields)
    return fields.sort((a, b) => b.users - a.users)
  }

  #count(object: JsonObject, node: Node, depth: number): void {
    for (const key in object) {
      const value = object[key]
      if (value === undefined || value === null) continue
      let field = node.fields.get(key)
      if (field === undefined) {
        if (node.fields.size >= mostFields) continue
        field = { users: 0, fields: new Map() }
        node.fields.set(key, field)
      }
      field.users += 1
      // What the import itself notes is one thing.
      if (depth < deepest && isObject(value) && !(depth === 1 && key === 'migratedFrom')) {
        this.#count(value, field, depth + 1)
      }
    }
  }
}

const otherNames = '(further names)'

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const collect = (node: Node, prefix: string, into: CustomDataField[]): void => {
  for (const [name, field] of node.fields) {
    const path = `${prefix}${name}`
    if (field.fields.size === 0) into.push({ path, users: field.users })
    else collect(field, `${path}.`, into)
  }
}
