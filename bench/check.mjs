// Dry run against the parsers alone, on the same files, each in its own process: records a second, peak memory.
//   node bench/check.mjs [--records 500000]
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const records = Number(process.argv[process.argv.indexOf('--records') + 1]) || 500_000
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const columns = [
  'id',
  'email',
  'phone',
  'username',
  'given_name',
  'family_name',
  'name',
  'password_hash',
  'created_at',
  'plan',
  'locale',
]

const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-bench-'))
try {
  const csv = join(folder, 'users.csv')
  const ndjson = join(folder, 'users.ndjson')
  await writeUsers(csv, `${columns.join(',')}\n`, (cells) => cells.join(','))
  await writeUsers(ndjson, '', (cells) =>
    JSON.stringify(Object.fromEntries(cells.map((cell, i) => [columns[i], cell]))),
  )
  console.log(
    `${records} records of ${columns.length} fields; Node ${process.version}, ${cpus().length} x ${cpus()[0].model}`,
  )
  const baselines = {
    csv: await measure('csv-parse alone', [
      fileURLToPath(new URL('check-baseline.mjs', import.meta.url)),
      'csv',
      csv,
    ]),
    ndjson: await measure('JSON.parse a line', [
      fileURLToPath(new URL('check-baseline.mjs', import.meta.url)),
      'ndjson',
      ndjson,
    ]),
  }
  const check = ['check', '--source', 'generic', '--quiet', '--json']
  const ours = {
    csv: await measure('check, CSV', [cli, ...check, csv]),
    ndjson: await measure('check, NDJSON', [cli, ...check, ndjson]),
  }
  for (const [format, { perSecond }] of Object.entries(ours)) {
    console.log(
      `${format}: ${Math.round((100 * perSecond) / baselines[format].perSecond)} % of the parser alone`,
    )
  }
} finally {
  await rm(folder, { recursive: true })
}

async function writeUsers(path, head, format) {
  const file = createWriteStream(path)
  file.write(head)
  for (let n = 1; n <= records; n += 1) {
    const phone = `+1415${String(2_000_000 + (n % 7_000_000)).padStart(7, '0')}`
    const hash = `$2b$10$${`${n}`.padStart(22, 'abcdefghijklmnopqrstuu')}${`${n * 7}`.padStart(31, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ01234')}`
    const cells = [
      `user-${n}`,
      `user.${n}@example.com`,
      n < 7_000_000 ? phone : '',
      `user_${n}`,
      'Jane',
      'Doe',
      `Jane Doe ${n}`,
      hash,
      '2024-01-15T10:30:00.000Z',
      'pro',
      'en',
    ]
    if (!file.write(`${format(cells)}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}

async function measure(label, args) {
  const startMs = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let peakKb = 0
  const poll = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
    peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
  }, 20)
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  await once(child, 'close')
  clearInterval(poll)
  const elapsedMs = performance.now() - startMs
  const report = JSON.parse(output)
  if (report.records !== records) throw new Error(`${label} read ${report.records} of ${records} records`)
  const perSecond = (records * 1000) / elapsedMs
  const valid = report.valid === undefined ? '' : `, ${report.valid} valid`
  console.log(
    `${label.padEnd(18)} ${Math.round(perSecond).toLocaleString('en-US').padStart(10)} records/s  ${(peakKb / 1024).toFixed(0).padStart(5)} MB peak${valid}`,
  )
  return { perSecond }
}
