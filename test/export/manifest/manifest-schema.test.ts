import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { manifestJsonSchema } from '../../../src/export/manifest/manifest-json-schema.js'
import { manifestSchema } from '../../../src/export/manifest/manifest-schema.js'

it('is published as it is', async () => {
  const published: unknown = JSON.parse(await readFile('schemas/export-manifest.schema.json', 'utf8'))
  expect(published).toEqual(manifestJsonSchema())
})

it('takes no file outside of the folder', () => {
  const file = { name: 'users', records: 1, bytes: 1, sha256: 'a'.repeat(64) }
  const { path } = manifestSchema.shape.files.element.shape
  expect(path.safeParse('users.ndjson.gz').success).toBe(true)
  for (const bad of ['../users.ndjson', '/etc/passwd', 'a/b', '']) {
    expect(manifestSchema.shape.files.element.safeParse({ ...file, path: bad }).success).toBe(false)
  }
})
