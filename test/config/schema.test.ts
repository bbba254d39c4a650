import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { configJsonSchema } from '../../src/config/config-json-schema.js'

it('schemas/config.schema.json is the committed one; run npm run schemas', async () => {
  const committed: unknown = JSON.parse(await readFile('schemas/config.schema.json', 'utf8'))
  expect(JSON.parse(JSON.stringify(configJsonSchema()))).toEqual(committed)
})
