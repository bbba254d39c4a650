import { z } from 'zod'
import { entrySchema } from './entry.js'

const checksum = {
  type: 'string',
  pattern: '^[0-9a-f]{8}$',
  description: 'CRC-32 of the UTF-8 text of the line as it is without this field. Always the last field.',
} as const

/** Content of schemas/checkpoint.schema.json: one line of checkpoint.ndjson. */
export const checkpointJsonSchema = (): object =>
  z.toJSONSchema(entrySchema, {
    override: ({ zodSchema, jsonSchema }) => {
      const { properties, required } = jsonSchema
      // The kinds of entry are the objects that have a `t`.
      if (!(zodSchema instanceof z.ZodObject) || properties?.['t'] === undefined) return
      jsonSchema.properties = { ...properties, c: checksum }
      jsonSchema.required = [...(required ?? []), 'c']
    },
  })
