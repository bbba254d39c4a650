import { akamai } from '../../src/presets/akamai/akamai.js'
import { describePreset } from './describe-preset.js'

describePreset(akamai, [{ file: 'users.json' }, { file: 'dump.csv', expected: 'dump.expected-plans.json' }])
