import { authelia } from '../../src/presets/authelia/authelia.js'
import { describeSystem } from './describe-system.js'

describeSystem(authelia, [{ file: 'users.ndjson', related: { factors: 'factors.csv' } }])
