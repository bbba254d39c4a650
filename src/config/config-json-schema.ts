import { z } from 'zod'
import { configSchema } from './config-schema.js'

/** Content of schemas/config.schema.json. Functions (`map`, `source.records`) have no JSON and accept anything. */
export const configJsonSchema = (): object =>
  z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' })
