// Writes the table of source systems into README.md and docs/sources/README.md from what the fixtures' expected
// plans hold, so that it cannot promise what no test has seen. `--check` only compares.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { presets } from '../../dist/presets/registry.js'

const root = new URL('../../', import.meta.url)
const begin = '<!-- sources: begin -->'
const end = '<!-- sources: end -->'

const rows = []
for (const { name, title } of presets) {
  const plans = await readPlans(name)
  const carries = (holds) => (plans.some(holds) ? 'yes' : '–')
  rows.push([
    `[${title}](PATH${name}.md)`,
    `\`${name}\``,
    carries(({ create }) => create.passwordDigest !== undefined || create.password !== undefined),
    carries(({ identities }) => identities.length > 0),
    carries(({ factors }) => factors.length > 0),
    carries(({ roles }) => roles.length > 0),
    carries(({ organizations }) => organizations.length > 0),
    carries(({ create }) => Object.keys(create.customData ?? {}).some((key) => key !== 'migratedFrom')),
  ])
}
const head = [
  'system',
  'preset',
  'passwords',
  'social',
  'second factors',
  'roles',
  'organizations',
  'metadata',
]
const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

let isStale = false
for (const [file, prefix] of [
  ['README.md', 'docs/sources/'],
  ['docs/sources/README.md', ''],
]) {
  const path = new URL(file, root)
  const text = await readFile(path, 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest.split(end)[1]
  const next = `${before}${begin}\n\n${table.replaceAll('PATH', prefix)}\n\n${end}${after}`
  if (withoutPadding(next) === withoutPadding(text)) continue
  isStale = true
  if (!process.argv.includes('--check')) await writeFile(path, next)
}
if (isStale && process.argv.includes('--check')) {
  console.error('The table of sources is stale: npm run schemas')
  process.exit(1)
}

/** The formatter pads the cells. */
function withoutPadding(text) {
  return text.replaceAll(/[ -]+/g, '')
}

async function readPlans(name) {
  const folder = new URL(`fixtures/${name}/`, root)
  const files = await readdir(folder).catch(() => [])
  const plans = []
  for (const file of files.filter((candidate) => candidate.endsWith('.json'))) {
    const rows = JSON.parse(await readFile(new URL(file, folder), 'utf8'))
    if (!Array.isArray(rows)) continue
    for (const row of rows) if (row?.plan?.create !== undefined) plans.push(row.plan)
  }
  return plans
}
