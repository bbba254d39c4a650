// Writes the JSON Schemas that are made from code. Usage: npm run build && node schemas/generate.mjs
import { writeFile } from 'node:fs/promises'
import { checkpointJsonSchema } from '../dist/checkpoint/checkpoint-json-schema.js'
import { configJsonSchema } from '../dist/config/config-json-schema.js'
import { manifestJsonSchema } from '../dist/export/manifest/manifest-json-schema.js'
import { jobEventJsonSchema } from '../dist/jobs/events/job-event.js'
import { userRecordJsonSchema } from '../dist/presets/user-record-json-schema.js'
import { describeConfig } from './describe-config.mjs'
import { reportJsonSchema } from '../dist/report/report-schema.js'

const schemas = {
  'user-record.schema.json': userRecordJsonSchema(),
  'config.schema.json': await describeConfig(configJsonSchema()),
  'checkpoint.schema.json': checkpointJsonSchema(),
  'export-manifest.schema.json': manifestJsonSchema(),
  'report.schema.json': reportJsonSchema(),
  'job-event.schema.json': jobEventJsonSchema(),
}

for (const [file, schema] of Object.entries(schemas)) {
  await writeFile(new URL(file, import.meta.url), `${JSON.stringify(schema, undefined, 2)}\n`)
}
