import { expect, it } from 'vitest'
import { entra } from '../../src/presets/entra/entra.js'
import { findPreset } from '../../src/presets/registry.js'
import { describePreset } from './describe-preset.js'

describePreset(entra, [
  { file: 'users.json' },
  { file: 'portal.csv', expected: 'portal.expected-plans.json' },
  { file: 'bulk-create.csv', expected: 'bulk-create.expected-plans.json' },
  // As it is downloaded: a row with the version of the template above the header.
  { file: 'bulk-create-version.csv', expected: 'bulk-create.expected-plans.json' },
])

it.each(['azure-b2c', 'azure-ad-b2c', 'Entra'])('is found as %s', (name) => {
  expect(findPreset(name)).toBe(entra)
})
