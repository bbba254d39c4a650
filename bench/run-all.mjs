// Runs every bench, one after the other, and writes what they print to bench/RESULTS.md.
//
//   npm run bench                     all of them: under ten minutes on two quiet cores
//   npm run bench -- check import     some; the others keep their place in RESULTS.md
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'

// Sizes that show a target held or missed within ten minutes in all; by itself each bench takes the larger ones that docs/
// tell of.
const benches = [
  { name: 'startup', title: 'Start-up', args: [] },
  { name: 'pace', title: 'Pace', args: ['--seconds', '30', '--scheduler', 'bottleneck'] },
  { name: 'check', title: 'Check', args: ['--rounds', '1'] },
  { name: 'odd', title: 'Odd files', args: [] },
  { name: 'import', title: 'Self-hosted throughput', args: ['--records', '24000', '--rounds', '2'] },
  { name: 'resume', title: 'Resume', args: ['--records', '1000000,3000000'] },
  { name: 'large', title: 'A large run', args: ['--records', '500000'] },
  { name: 'requests', title: 'Requests per user', args: [] },
  { name: 'delta', title: 'A newer export', args: [] },
]

const results = fileURLToPath(new URL('RESULTS.md', import.meta.url))
const { positionals } = parseArgs({ allowPositionals: true })
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) throw new Error(`no such bench: ${unknown.join(', ')}`)

const earlier = await readSections()
const sections = []
for (const { name, title, args } of benches) {
  const before = earlier.get(title)
  const isWanted = positionals.length === 0 || positionals.includes(name)
  if (isWanted && (await exists(pathOf(name)))) sections.push(await run(name, title, args))
  else if (before !== undefined) sections.push(before)
}
await writeFile(results, [createHead(), ...sections].join('\n'))

async function run(name, title, args) {
  process.stdout.write(`\n${title}\n`)
  const command = ['node', `bench/${name}.mjs`, ...args].join(' ')
  const startMs = performance.now()
  const child = spawn(process.execPath, [pathOf(name), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
    process.stdout.write(chunk)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) process.exitCode = 1
  const seconds = Math.round((performance.now() - startMs) / 1000)
  const end = code === 0 ? '' : `, exit code ${code}`
  return `## ${title}\n\n\`${command}\`, ${seconds} s${end}\n\n\`\`\`text\n${output.trimEnd()}\n\`\`\`\n`
}

function createHead() {
  const day = new Date().toISOString().slice(0, 10)
  return `# Bench results\n\nWritten by \`npm run bench\` on ${day}: ${describeMachine()}. Absolute figures are this machine's; the ratios, each against a baseline of the same run, are what counts. How each is measured, the targets, and why one of them is missed: [docs/performance.md](../docs/performance.md).\n`
}

/** Sections of the file as it is, by title. */
async function readSections() {
  const text = (await exists(results)) ? await readFile(results, 'utf8') : ''
  return new Map(
    text
      .split(/^(?=## )/m)
      .slice(1)
      .map((section) => [section.slice(3, section.indexOf('\n')), section.replace(/\n+$/, '\n')]),
  )
}

function pathOf(name) {
  return fileURLToPath(new URL(`${name}.mjs`, import.meta.url))
}

function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  )
}
