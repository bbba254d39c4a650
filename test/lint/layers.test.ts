import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface LintRules {
  overrides: { files: string[]; rules: { 'no-restricted-imports'?: unknown } }[]
}

const folders = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const contributing = readFileSync('CONTRIBUTING.md', 'utf8')
const architecture = readFileSync('docs/architecture.md', 'utf8')

/** As `CONTRIBUTING.md` lists them, each below those that it may import from. */
const order = Array.from(contributing.matchAll(/^ {2}([a-z-]+)\/ /gm), ([, name]) => name!)

const { overrides } = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as LintRules

/** What lint lets each folder import from, by its rule and by the message of it. */
const layers = overrides.flatMap(({ files, rules }) => {
  const rule = JSON.stringify(rules['no-restricted-imports'])
  if (rule === undefined) return []
  const forbidden = /\(\?:([a-z|-]+)\)\//.exec(rule)![1]!.split('|')
  const said = /may import only from: ([a-z, -]+) \(/.exec(rule)![1]!
  return files.map((file) => {
    const folder = file.split('/')[1]!
    return {
      folder,
      allowed: folders.filter((name) => name !== folder && !forbidden.includes(name)).sort(),
      said: said === 'itself' ? [] : said.split(', ').sort(),
    }
  })
})

test('every folder of src has one layer, in lint, CONTRIBUTING.md and the architecture', () => {
  expect(layers.map(({ folder }) => folder).sort()).toEqual(folders.toSorted())
  expect(order.toSorted()).toEqual(folders.toSorted())
  expect(folders.filter((name) => !architecture.includes(`${name}/`))).toEqual([])
})

test.each(layers)('$folder imports only from folders before it, those that lint names', (layer) => {
  const { folder, allowed, said } = layer
  expect(said).toEqual(allowed)
  expect(allowed.filter((name) => order.indexOf(name) > order.indexOf(folder))).toEqual([])
})
