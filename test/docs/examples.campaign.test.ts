import { beforeAll, describe, expect, it } from 'vitest'
import { exampleFiles, openExamples } from './open-examples.js'
import { compile, type PackedProject } from './packed-package.js'

let project: PackedProject

beforeAll(async () => {
  project = await openExamples()
  return () => project.remove()
})

/** Those of `npm test` compile as Node.js resolves modules. */
describe('the examples of README and docs, from the packed package', () => {
  it('compile under strict TypeScript (Bundler)', async () => {
    expect(exampleFiles.length).toBeGreaterThan(70)
    await compile(
      project.folder,
      exampleFiles,
      '--module esnext --moduleResolution bundler --types node --allowJs --checkJs --allowImportingTsExtensions --noEmit',
    )
  })

  it('the package needs no types of Node.js where the language is newer', async () => {
    await compile(
      project.folder,
      ['bare.ts'],
      '--module esnext --moduleResolution bundler --target es2023 --noEmit',
    )
  })
})
