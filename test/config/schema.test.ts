import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { describeConfig } from '../../schemas/describe-config.mjs'
import { configJsonSchema } from '../../src/config/config-json-schema.js'

interface SchemaNode {
  description?: string
  properties?: Record<string, SchemaNode>
  anyOf?: SchemaNode[]
  enum?: string[]
}

const committed = async (): Promise<SchemaNode> =>
  JSON.parse(await readFile('schemas/config.schema.json', 'utf8')) as SchemaNode

it('schemas/config.schema.json is the committed one; run npm run schemas', async () => {
  const made = await describeConfig(configJsonSchema())
  expect(JSON.parse(JSON.stringify(made))).toEqual(await committed())
})

it('an editor is told what each field means, and which systems there are', async () => {
  const schema = await committed()
  const silent: string[] = []
  const open: [string, SchemaNode][] = [['', schema]]
  for (const [path, node] of open) {
    for (const [key, property] of Object.entries(node.properties ?? {})) {
      // The old systems of `upstream` have a page of their own.
      if (property.description === undefined) silent.push(`${path}${key}`)
      for (const place of [property, ...(property.anyOf ?? [])]) open.push([`${path}${key}.`, place])
    }
  }
  expect(silent).toEqual([])
  const [names] = schema.properties?.['source']?.properties?.['preset']?.anyOf ?? []
  expect(names?.enum).toContain('keycloak')
})
