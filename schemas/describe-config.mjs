// Puts the documentation of the interface of the config into its JSON Schema, so that an editor shows it in
// migrate.config.json as it does in migrate.config.ts, and nothing is said twice.
import { readFile } from 'node:fs/promises'
import { parseSync } from 'oxc-parser'

/** A copy of the schema in which each field of `MigrateConfig` and of what it holds has its description. */
export const describeConfig = async (schema) => {
  const interfaces = await readInterfaces(new URL('../src/config/config.ts', import.meta.url))
  const described = structuredClone(schema)
  describe(described, 'MigrateConfig', interfaces)
  return described
}

const readInterfaces = async (file) => {
  const text = await readFile(file, 'utf8')
  const { program, comments } = parseSync('config.ts', text)
  const docAbove = (start) => {
    const comment = comments.findLast(({ end }) => end <= start && text.slice(end, start).trim() === '')
    return comment?.value.startsWith('*') ? readDoc(comment.value) : undefined
  }
  const interfaces = new Map()
  for (const { declaration } of program.body) {
    if (declaration?.type !== 'TSInterfaceDeclaration') continue
    const fields = declaration.body.body.map((member) => [
      member.key.name,
      { doc: docAbove(member.start), types: namesOf(member.typeAnnotation?.typeAnnotation) },
    ])
    interfaces.set(declaration.id.name, new Map(fields))
  }
  return interfaces
}

/** Names of the types that a type is made of, not those inside of lists and functions. */
const namesOf = (type) => {
  if (type?.type === 'TSUnionType') return type.types.flatMap(namesOf)
  return type?.type === 'TSTypeReference' ? [type.typeName.name] : []
}

const readDoc = (comment) => {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*?\s?/, '').trimEnd())
  const [text = '', fallback] = lines.join(' ').split(/\s*@default\s+/)
  const said = text.trim()
  return fallback === undefined ? said : `${said}${said === '' ? '' : ' '}Default: ${fallback.trim()}`
}

const describe = (node, name, interfaces) => {
  const fields = interfaces.get(name)
  if (fields === undefined) return
  for (const place of [node, ...(node.anyOf ?? [])]) {
    for (const [key, property] of Object.entries(place.properties ?? {})) {
      const field = fields.get(key)
      if (field?.doc) property.description = field.doc
      for (const type of field?.types ?? []) describe(property, type, interfaces)
    }
  }
}
