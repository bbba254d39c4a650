// Records per second of one thread from a parsed record to a plan without duplicates: preset, plan, index.
// Best batch of each, so that other work on the machine disturbs little.
// Usage: npm run build && node bench/plan.mjs [records] [dist folder]
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const recordCount = Number(process.argv[2] ?? 1_000_000)
const dist = pathToFileURL(`${resolve(process.argv[3] ?? 'dist')}/`)
const load = (file) => import(new URL(file, dist).href)

const { generic } = await load('presets/generic/generic.js')
const { planUser } = await load('plan/plan-user.js')
const { defaultPlanRules } = await load('plan/plan-rules.js')
const { IdentifierIndex } = await load('plan/duplicates/identifier-index.js')

const names = ['Jane Doe', 'Łukasz Nowak', 'Nguyễn Thị Hoa', 'John Smith', 'María José Núñez']

/** Eleven columns, all text, as a CSV reader hands them over. */
const createRecord = (n) => ({
  id: `u-${n}`,
  email: `user.${n}@mail${n % 97}.example.com`,
  email_verified: 'true',
  phone: `+1415${String(2_000_000 + (n % 7_999_999)).padStart(7, '0')}`,
  username: `user_${n}`,
  name: names[n % names.length],
  given_name: names[n % names.length].split(' ')[0],
  family_name: names[n % names.length].split(' ')[1],
  password_hash: `$2b$10$${String(n).padStart(21, 'a')}e${String(n).padStart(30, 'b')}O`,
  created_at: '2024-01-15T10:30:00.000Z',
  plan: n % 3 === 0 ? 'pro' : 'free',
})

const context = { passwordParams: {}, connectors: {}, columns: {}, related: () => [] }

/** Records are made one by one, as a reader does: fresh in the cache, gone when they are done with. */
const measure = (title, batches, handle) => {
  let best = Infinity
  for (let batch = 0; batch < batches; batch++) {
    const first = batch * batchSize + 1
    const startedAt = performance.now()
    for (let n = first; n < first + batchSize; n++) handle(createRecord(n), n)
    best = Math.min(best, performance.now() - startedAt)
  }
  return { title, microseconds: (best * 1000) / batchSize }
}

const batchSize = 50_000
const batches = Math.max(4, Math.floor(recordCount / batchSize))
let total = 0
const index = new IdentifierIndex()

const results = [
  measure('records alone (to be taken off)', batches, (record) => (total += record.email.length)),
  measure('toUser', batches, (record) => (total += generic.toUser(record, context).losses.length)),
  measure('toUser + planUser', batches, (record) => {
    total += planUser(generic.toUser(record, context), defaultPlanRules).warnings.length
  }),
  measure('toUser + planUser + claimAll', batches, (record, n) => {
    const { plan } = planUser(generic.toUser(record, context), defaultPlanRules)
    total += index.claimAll(plan, n).length
  }),
]
if (total < 0) throw new Error('unreachable, keeps the work from being optimized away')

const [{ microseconds: baseline }] = results
for (const { title, microseconds } of results) {
  const own = title.startsWith('records') ? microseconds : microseconds - baseline
  const rate = Math.round(1e6 / own).toLocaleString('en')
  console.log(`${title.padEnd(34)} ${own.toFixed(2)} µs/record ${rate.padStart(12)} records/s`)
}
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`
console.log(
  `identifiers ${index.size.toLocaleString('en')}: ${mb(index.byteLength)} in memory, ${mb(index.fileBytes)} in the temporary file`,
)
index.close()
