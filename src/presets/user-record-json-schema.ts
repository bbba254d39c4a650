import { z } from 'zod'
import { genericRecordSchema } from './generic/generic-record-schema.js'

/** Content of schemas/user-record.schema.json. */
export const userRecordJsonSchema = (): object => z.toJSONSchema(genericRecordSchema, { io: 'input' })
