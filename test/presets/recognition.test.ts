import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generic } from '../../src/presets/generic.js'
import { detectPreset } from '../../src/presets/detect-preset.js'
import { presets } from '../../src/presets/registry.js'
import { readExport } from './describe-system.js'

/** Main exports are called `users.<ext>` and lie in the folder of their preset. */
const mainExports = presets
  .filter((preset) => preset !== generic)
  .flatMap((preset) =>
    readdirSync(`fixtures/${preset.name}`)
      .filter((name) => /^users\.(?:csv|json|ldif|ndjson)$/.test(name))
      .map((name) => ({ preset, file: `${preset.name}/${name}` })),
  )

describe('recognition', () => {
  it('knows a main export of every system', () => {
    const known = new Set(mainExports.map(({ preset }) => preset))
    const unknown = presets.filter((preset) => preset !== generic && !known.has(preset))
    expect(unknown.map(({ name }) => name)).toEqual([])
  })

  it.each(mainExports)('tells $file from every other system', async ({ preset, file }) => {
    const { jsonPath } = preset
    const records = await readExport(
      file,
      jsonPath === undefined || !file.endsWith('.json') ? {} : { jsonPath },
    )
    const { best, rival } = detectPreset(records)
    expect(best.preset.name).toBe(preset.name)
    expect(rival).toBeUndefined()
    expect(preset.recognise(records).score).toBeGreaterThanOrEqual(0.5)
    // A framework gives way to what is built with it: GitLab's rows are Devise's, too.
    const others = presets.filter(
      (other) => other !== preset && other !== generic && other.isFramework !== true,
    )
    const claimed = others.filter((other) => other.recognise(records).score >= 0.5)
    expect(claimed.map(({ name }) => name)).toEqual([])
  })
})
