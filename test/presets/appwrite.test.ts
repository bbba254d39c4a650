import { appwrite } from '../../src/presets/appwrite/appwrite.js'
import { describeSystem } from './describe-system.js'

describeSystem(appwrite, [
  { file: 'users.json', related: { identities: 'identities.ndjson', memberships: 'memberships.json' } },
])
