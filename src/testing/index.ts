export type { PresetFixture } from './preset-fixture.js'
export { checkPreset, presetChecks, type PresetCheck } from './preset-checks.js'
