import type { ByteWindow } from '../bytes/byte-window.js'
import { walkXml, type XmlHandlers } from './walk-xml.js'
import { dataAttributes, nameOf } from './xml-element.js'

/** Elements at one place of an XML text that have fields, as records have. */
export interface XmlTable {
  /** From the root on: `users/user`, `mysqldump/database/table_data[users]/row`. */
  path: string
  /** As the operator calls it: the table, or the element. */
  name: string
  depth: number
  count: number
  /** Names of its fields. */
  fields: ReadonlySet<string>
}

/** More places than any table has. */
const mostTables = 500
const mostFields = 200

interface Frame {
  path: string
  name: string
  attributes: Record<string, string>
  fields: Set<string>
  /** A field that is text, not an element with elements inside. */
  hasLeaf: boolean
  hasChildren: boolean
}

/** Part of a path: tables are called by their attribute. */
export const stepOf = (name: string, attributes: Record<string, string>): string => {
  const table = attributes['name']
  return table !== undefined && /^(?:table|table_data|entity|dataset|resultset)$/i.test(name)
    ? `${name}[${table}]`
    : name
}

/**
 * What may be the users: every place at which elements have fields. Flat in memory.
 *
 * @param isBeginning there is more than the window has
 */
export const listXmlTables = async (
  window: ByteWindow,
  file: string,
  isBeginning = false,
): Promise<XmlTable[]> => {
  const tables = new Map<string, XmlTable & { fields: Set<string> }>()
  const stack: Frame[] = []
  const handlers: XmlHandlers = {
    onOpen: (name, attributes) => {
      const step = stepOf(name, attributes)
      const parent = stack.at(-1)
      const fields = new Set(dataAttributes({ name, attributes }).map(([key]) => key))
      stack.push({
        path: parent === undefined ? step : `${parent.path}/${step}`,
        name,
        attributes,
        fields,
        hasLeaf: fields.size > 0,
        hasChildren: false,
      })
    },
    onText: () => undefined,
    onClose: () => {
      const frame = stack.pop()
      const parent = stack.at(-1)
      if (frame === undefined) return
      if (parent !== undefined) {
        parent.hasChildren = true
        parent.hasLeaf ||= !frame.hasChildren
        if (parent.fields.size < mostFields) parent.fields.add(nameOf(frame))
      }
      if (frame.hasLeaf && frame.fields.size > 0) count(tables, frame, stack.length)
    },
  }
  for await (const _ of walkXml(window, file, handlers, isBeginning)) continue
  return [...tables.values()]
}

const count = (
  tables: Map<string, XmlTable & { fields: Set<string> }>,
  { path, fields }: Frame,
  depth: number,
): void => {
  const known = tables.get(path)
  if (known === undefined) {
    if (tables.size < mostTables) tables.set(path, { path, name: displayName(path), depth, count: 1, fields })
    return
  }
  known.count++
  for (const field of fields) if (known.fields.size < mostFields) known.fields.add(field)
}

const displayName = (path: string): string => {
  const steps = path.split('/')
  const table = steps
    .slice(-2)
    .map((step) => /^[^[]*\[(.*)\]$/.exec(step)?.[1])
    .find((name) => name !== undefined)
  return table ?? steps.at(-1) ?? path
}
