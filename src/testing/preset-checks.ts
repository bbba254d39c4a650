import type { PresetFixture } from './preset-fixture.js'
import { detectPreset } from '../presets/detect-preset.js'
import { isSkip, type Preset } from '../presets/preset.js'
import { checkFields } from './check-fields.js'
import { checkJunk } from './check-junk.js'
import { checkRelated } from './check-related.js'
import { checkSecrets } from './check-secrets.js'
import { foreignRecords } from './foreign-records.js'
import { contextWith } from './related-context.js'

/** One promise that every preset keeps. */
export interface PresetCheck {
  name: string
  /** @throws Error that says which field of which record breaks the promise */
  run(): void
}

/**
 * The promises of a preset, for any test runner:
 * `for (const { name, run } of presetChecks(preset, fixture)) test(name, run)`.
 */
export const presetChecks = (preset: Preset, fixture: PresetFixture): PresetCheck[] => {
  const context = contextWith(preset, fixture, fixture.related ?? {})
  return [
    { name: `${preset.name} recognises its own records`, run: () => checkRecognition(preset, fixture) },
    { name: `${preset.name} recognises nobody else's`, run: () => checkForeign(preset) },
    { name: `${preset.name} carries or names every field`, run: () => checkFields(preset, fixture, context) },
    { name: `${preset.name} lets no secret through`, run: () => checkSecrets(preset, fixture, context) },
    { name: `${preset.name} does the same with joined rows`, run: () => checkRelated(preset, fixture) },
    { name: `${preset.name} never throws`, run: () => checkJunk(preset, fixture, context) },
  ]
}

/** Runs all of them. @throws AggregateError with one error for each promise that is broken */
export const checkPreset = (preset: Preset, fixture: PresetFixture): void => {
  const faults: Error[] = []
  for (const { run } of presetChecks(preset, fixture)) {
    try {
      run()
    } catch (error) {
      faults.push(error instanceof Error ? error : new Error(String(error)))
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('\n'))
}

const surest = 0.5

const checkRecognition = (preset: Preset, { records }: PresetFixture): void => {
  if (records.length === 0) throw new Error(`${preset.name}: expected a fixture with records, got none`)
  const { score, evidence } = preset.recognise(records)
  if (score < surest || score > 1) {
    throw new Error(
      `${preset.name}: recognise() of its own records: expected a score of 0.5 to 1, got ${score}`,
    )
  }
  if (evidence.length === 0) throw new Error(`${preset.name}: recognise() gives a score and no evidence`)
  if (preset.recognise([]).score !== 0)
    throw new Error(`${preset.name}: recognise([]): expected a score of 0`)
  const people = records.filter((record) => !isSkip(preset.toUser(record, contextWith(preset, noRows, {}))))
  if (people.length === 0) throw new Error(`${preset.name}: every record of the fixture is left out`)
  const { best } = detectPreset(records)
  if (best.preset.name !== preset.name && best.score > score) {
    throw new Error(
      `${preset.name}: its records look more like ${best.preset.title} (${best.evidence.join('; ')}): mark a clue that only this system shows with isOwn`,
    )
  }
}

const checkForeign = (preset: Preset): void => {
  for (const [system, records] of Object.entries(foreignRecords)) {
    const { score, evidence } = preset.recognise(records)
    if (system === preset.name || score < surest) continue
    throw new Error(
      `${preset.name}: takes records of ${system} for its own (score ${score}: ${evidence.join('; ')})`,
    )
  }
}

const noRows: PresetFixture = { records: [] }
