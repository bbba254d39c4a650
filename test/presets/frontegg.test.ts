import { frontegg } from '../../src/presets/frontegg/frontegg.js'
import { describePreset } from './describe-preset.js'

describePreset(frontegg, [{ file: 'users.json' }])
