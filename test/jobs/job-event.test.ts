import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { jobEventJsonSchema } from '../../src/jobs/events/job-event.js'

test('the published schema of events is that of the code', async () => {
  expect(JSON.parse(await readFile('schemas/job-event.schema.json', 'utf8'))).toEqual(jobEventJsonSchema())
})
