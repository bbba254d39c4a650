import type { JsonObject, JsonValue } from '../source-record.js'

/** An element while it is open, and what is in it. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

/** `<field name="email">`, `<column name="email">`, `<COLUMN NAME="EMAIL">`: the element is called by its attribute. */
const namedElement = /^(?:field|column|col|property|attribute|attr|param|cell|data)$/i

/** Says of an element what it holds, not a part of what it holds. */
const typeWords =
  /^(?:xs:\w+|xsd:\w+|string|text|integer|int|long|float|double|decimal|boolean|bool|date|datetime|timestamp|array|symbol|hexbinary|base64binary)$/i

export const nameOf = ({ name, attributes }: Pick<XmlElement, 'name' | 'attributes'>): string => {
  const given = attributes['name'] ?? attributes['NAME'] ?? attributes['Name']
  return given !== undefined && given !== '' && namedElement.test(name) ? given : name
}

/** Attributes that are data: neither namespaces nor types, nor the name that the element is called by. */
export const dataAttributes = (element: Pick<XmlElement, 'name' | 'attributes'>): [string, string][] =>
  Object.entries(element.attributes).flatMap(([key, value]): [string, string][] => {
    if (/^xmlns(?::|$)|^xsi:|^xml:/.test(key) || (key === 'nil' && /^(?:true|1)$/.test(value))) return []
    if (key === 'type' && typeWords.test(value)) return []
    if (/^name$/i.test(key) && namedElement.test(element.name)) return []
    return [[key.slice(key.indexOf(':') + 1), value]]
  })

/** `xsi:nil="true"` of the databases, `nil="true"` of Rails. */
const isNil = ({ attributes }: XmlElement): boolean =>
  /^(?:true|1)$/.test(attributes['xsi:nil'] ?? attributes['nil'] ?? '')

/** Nothing to be told where elements stand between words. */
export const hasMixedContent = ({ children, text }: XmlElement): boolean =>
  children.some(hasMixedContent) || (children.length > 0 && text.trim() !== '')

/**
 * A record: members by name, several of one name as a list. An attribute of an element with text goes beside it
 * (`<email verified="true">` is `email` and `email_verified`).
 */
export const toObject = (element: XmlElement): JsonObject => {
  const members = new Map<string, JsonValue[]>()
  const put = (name: string, value: JsonValue): void => {
    const present = members.get(name)
    if (present === undefined) members.set(name, [value])
    else present.push(value)
  }
  for (const [name, value] of dataAttributes(element)) put(name, value)
  for (const child of element.children) {
    const name = nameOf(child)
    put(name, toValue(child))
    if (child.children.length > 0 || child.text.trim() === '') continue
    for (const [attribute, value] of dataAttributes(child)) put(`${name}_${attribute}`, value)
  }
  return Object.fromEntries(
    [...members].map(([name, values]) => [name, values.length > 1 ? values : values[0]!]),
  )
}

const toValue = (element: XmlElement): JsonValue => {
  if (isNil(element)) return null
  const { children } = element
  const isBare = dataAttributes(element).length === 0
  if (children.length > 0) {
    return isBare && isList(element) ? children.map(toValue) : toObject(element)
  }
  const text = trimEdges(element.text)
  return text === '' && !isBare ? toObject(element) : text
}

/** `<roles><role>…</role></roles>`: one name below, and it is the singular or says nothing. */
const isList = (element: XmlElement): boolean => {
  const [first, ...others] = element.children
  if (first === undefined || others.some((other) => nameOf(other) !== nameOf(first))) return false
  const inner = nameOf(first).toLowerCase()
  const outer = nameOf(element).toLowerCase()
  return (
    others.length > 0 ||
    element.attributes['type'] === 'array' ||
    /^(?:item|li|entry|element|value|string|member)$/.test(inner) ||
    (outer !== inner &&
      (outer === `${inner}s` || outer === inner.replace(/y$/, 'ies') || outer === `${inner}list`))
  )
}

/** Line ends and indents around a text belong to the layout of the file. */
const trimEdges = (text: string): string =>
  text.trim() === '' ? '' : /^[ \t]*\n|\n[ \t]*$/.test(text) ? text.trim() : text
