import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { checkpointJsonSchema } from '../../src/checkpoint/checkpoint-json-schema.js'

it('schemas/checkpoint.schema.json is the committed one; run npm run schemas', async () => {
  const committed: unknown = JSON.parse(await readFile('schemas/checkpoint.schema.json', 'utf8'))
  expect(JSON.parse(JSON.stringify(checkpointJsonSchema()))).toEqual(committed)
})
