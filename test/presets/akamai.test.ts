import { akamai } from '../../src/presets/akamai/akamai.js'
import { describeSystem } from './describe-system.js'

describeSystem(akamai, [{ file: 'users.json' }, { file: 'dump.csv', expected: 'dump.expected-plans.json' }])
