import { z } from 'zod'
import { presets } from '../presets/registry.js'
import { configSchema } from './config-schema.js'

/**
 * Content of schemas/config.schema.json, but for the descriptions, which it gets from the interface of the config.
 * Functions (`map`, `source.records`) have no JSON and accept anything.
 */
export const configJsonSchema = (): object =>
  z.toJSONSchema(configSchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema, path }) => {
      // Of a preset a document can hold only the name, or the path of its module.
      if (path.join('.') === 'properties.source.properties.preset') jsonSchema.anyOf = presetChoices()
    },
  })

const presetChoices = (): z.core.JSONSchema.JSONSchema[] => [
  { enum: presets.map(({ name }) => name), description: 'Name of a source system' },
  {
    type: 'string',
    pattern: String.raw`[/\\]|\.[cm]?[jt]s$`,
    description: 'Path of a module that exports a preset of your own, relative to the config',
  },
]
