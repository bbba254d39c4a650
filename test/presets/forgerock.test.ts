import { forgerock } from '../../src/presets/forgerock/forgerock.js'
import { describeSystem } from './describe-system.js'

describeSystem(forgerock, [{ file: 'users.json' }])
