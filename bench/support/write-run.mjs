// Checkpoints of runs of any size, as an import would have written them.
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'

/** Writes a text row by row, in pieces. */
export async function writeRows(path, head, count, rowOf, flags = 'w') {
  const file = createWriteStream(path, { flags })
  let text = head
  for (let n = 1; n <= count; n += 1) {
    text += rowOf(n)
    if (text.length < 1 << 18) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await once(file, 'close')
}

export const idOf = (n) => `u${String(n).padStart(11, '0')}`

/**
 * A run of users.csv whose first records are settled.
 *
 * @param end why its last process left it
 * @param appSecret gives each user the fingerprint that their plan has; without it they all have the same
 */
export async function writeRun({ dist, folder, users, endpoint, settled, end = 'interrupted', appSecret }) {
  const load = (file) => import(new URL(file, pathToFileURL(`${dist}/`)).href)
  const { openRun } = await load('checkpoint/open-run.js')
  const { locateRun } = await load('checkpoint/run-folder.js')
  const { readCheckpoint } = await load('checkpoint/read-checkpoint.js')
  const { fingerprintFiles } = await load('jobs/input/fingerprint-files.js')
  const { checkSecret } = await load('jobs/import/delta-options.js')
  const { systemEffects: effects } = await load('effects/system-effects.js')
  const run = locateRun(folder)
  const open = await openRun({
    run,
    source: 'generic',
    input: (await fingerprintFiles([users], { related: {} })).input,
    target: { endpoint, tenantId: 'default' },
    mode: 'auto',
    sync: 'never',
    toolVersion: '0.0.0',
    secretCheck: appSecret === undefined ? undefined : checkSecret(appSecret),
    effects,
  })
  const runId = open.state.header.run
  await open.close('interrupted')
  const { chain } = await readCheckpoint(run.checkpoint)
  const printOf = appSecret === undefined ? samePrint : await createPrints(load, runId, appSecret)
  await writeRows(
    run.checkpoint,
    '',
    settled,
    (n) =>
      chain.encode({ t: 'begin', n, key: `user-${n}`, at: n }) +
      chain.encode({ t: 'created', n, id: idOf(n), at: n + 9, ms: 9, left: 0, fp: printOf(n), sh: 1 }),
    'a',
  )
  if (end !== 'complete') return
  await writeRows(run.checkpoint, '', 1, () => chain.encode({ t: 'close', at: settled + 10, why: end }), 'a')
}

const samePrint = () => '4f9b48fb.1dea5ece....'

/** Of records that hold an id and an e-mail address. */
async function createPrints(load, runId, appSecret) {
  const { generic } = await load('presets/generic/generic.js')
  const { planUser } = await load('plan/plan-user.js')
  const { defaultPlanRules } = await load('plan/plan-rules.js')
  const { createFingerprinter } = await load('plan/fingerprint-plan.js')
  const { fingerprint } = createFingerprinter({ salt: runId, secret: `${runId}\n${appSecret}` })
  const context = { passwordParams: {}, connectors: {}, columns: {}, related: () => [] }
  return (n) => {
    const record = { id: `user-${n}`, email: emailOf(n) }
    return fingerprint(planUser(generic.toUser(record, context), defaultPlanRules).plan).print
  }
}

export const emailOf = (n) => `user.${n}@example.com`

/** The file of such a run: from the first record named to the last. */
export const writeUserFile = (path, first, last) =>
  writeRows(path, 'id,email\n', last - first + 1, (index) => {
    const n = first + index - 1
    return `user-${n},${emailOf(n)}\n`
  })
