import { z } from 'zod'
import { manifestSchema } from './manifest-schema.js'

/** Content of schemas/export-manifest.schema.json. */
export const manifestJsonSchema = (): object => z.toJSONSchema(manifestSchema)
