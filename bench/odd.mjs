// Files of odd shapes, each once and twice as long: `check` takes at most a little more than twice the time.
//
//   npm run build && node bench/odd.mjs [--rounds 1] [--dist dist] [--only 'wide']
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from './support/describe-machine.mjs'
import { median, whole } from './support/median.mjs'
import { runMeasured } from './support/run-measured.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    dist: { type: 'string', default: 'dist' },
    only: { type: 'string', default: '' },
  },
})
const cli = resolve(values.dist, 'cli.js')
/** Of the processor's time, which a busy machine changes less than the clock's. */
const mostGrowth = 2.4
/** Of those whose records are not themselves the size of a file. */
const mostMb = 400

const range = (count) => Array.from({ length: count }, (_, n) => n)

/** `size` is what is doubled. */
const shapes = [
  {
    title: 'columns of a wide table, 3 records',
    name: 'wide.csv',
    isWide: true,
    size: 50_000,
    *lines(size) {
      yield ['email', ...range(size).map((n) => `column_${n}`)].join(',')
      for (const n of range(3)) yield [`user.${n}@example.com`, ...range(size).map(() => 'v')].join(',')
    },
  },
  {
    title: 'tiny records, CSV',
    name: 'tiny.csv',
    size: 500_000,
    *lines(size) {
      yield 'email'
      for (let n = 0; n < size; n += 1) yield `u${n}@example.com`
    },
  },
  {
    title: 'tiny records, NDJSON',
    name: 'tiny.ndjson',
    size: 500_000,
    *lines(size) {
      for (let n = 0; n < size; n += 1) yield `{"email":"u${n}@example.com"}`
    },
  },
  {
    title: 'records of nearly 1 MiB, NDJSON',
    name: 'large.ndjson',
    size: 40,
    *lines(size) {
      for (const n of range(size))
        yield JSON.stringify({ email: `u${n}@example.com`, bio: 'words and '.repeat(98_000) })
    },
  },
  {
    title: 'records of nearly 1 MiB, quoted lines in CSV',
    name: 'large.csv',
    size: 40,
    *lines(size) {
      yield 'email,bio'
      for (const n of range(size)) yield `u${n}@example.com,"${'a line, and ""words""\n'.repeat(44_000)}"`
    },
  },
]

console.log(describeMachine())
const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-bench-'))
const missed = []
try {
  for (const shape of shapes) if (shape.title.includes(values.only)) await measureShape(shape)
} finally {
  await rm(folder, { recursive: true })
}
console.log(missed.length === 0 ? 'held: all are linear' : `MISSED: ${missed.join('; ')}`)
process.exitCode = missed.length === 0 ? 0 : 1

async function measureShape({ title, name, size, lines, isWide = false }) {
  const single = join(folder, name)
  const double = join(folder, `twice-${name}`)
  await writeLines(single, lines(size))
  await writeLines(double, lines(size * 2))
  const rounds = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const [once, twice] = [await check(single), await check(double)]
    rounds.push({ once, twice, growth: twice.cpuMs / once.cpuMs })
  }
  await rm(single)
  await rm(double)
  const growth = median(rounds.map((round) => round.growth))
  const mb = Math.max(...rounds.map(({ twice }) => twice.peakMb))
  const seconds = (which) => (median(rounds.map((round) => round[which].elapsedMs)) / 1000).toFixed(1)
  console.log(
    `${whole(size)} and ${whole(size * 2)} ${title}: ${seconds('once')} s and ${seconds('twice')} s, ${growth.toFixed(2)} times the processor time, peak ${mb.toFixed(0)} MB`,
  )
  if (growth > mostGrowth) missed.push(`${title}: ${growth.toFixed(2)} times`)
  if (!isWide && mb > mostMb) missed.push(`${title}: ${mb.toFixed(0)} MB`)
}

async function check(path) {
  const { code, stdout, stderr, ...measured } = await runMeasured([
    cli,
    'check',
    '--source',
    'generic',
    '--quiet',
    '--json',
    path,
  ])
  // 1: records that Logto would refuse.
  if (code !== 0 && code !== 1) throw new Error(stderr || stdout)
  return measured
}

async function writeLines(path, lines) {
  const file = createWriteStream(path)
  let text = ''
  for (const line of lines) {
    text += `${line}\n`
    if (text.length < 1 << 18) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await once(file, 'close')
}
