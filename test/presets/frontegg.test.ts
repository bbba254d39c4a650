import { frontegg } from '../../src/presets/frontegg/frontegg.js'
import { describeSystem } from './describe-system.js'

describeSystem(frontegg, [{ file: 'users.json' }])
