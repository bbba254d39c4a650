export { checkPreset, presetChecks, type PresetCheck, type PresetFixture } from './preset-checks.js'
