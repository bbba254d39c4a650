import { appwrite } from '../../src/presets/appwrite/appwrite.js'
import { describePreset } from './describe-preset.js'

describePreset(appwrite, [
  { file: 'users.json', related: { identities: 'identities.ndjson', memberships: 'memberships.json' } },
])
