import { forgerock } from '../../src/presets/forgerock/forgerock.js'
import { describePreset } from './describe-preset.js'

describePreset(forgerock, [{ file: 'users.json' }])
