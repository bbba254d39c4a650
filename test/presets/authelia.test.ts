import { authelia } from '../../src/presets/authelia/authelia.js'
import { describePreset } from './describe-preset.js'

describePreset(authelia, [{ file: 'users.ndjson', related: { factors: 'factors.csv' } }])
