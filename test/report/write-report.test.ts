import { appendFile, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckpointEntry } from '../../src/checkpoint/entry.js'
import type { RunFolder } from '../../src/checkpoint/run-folder.js'
import { embedJson, escapeHtml } from '../../src/report/page/escape-html.js'
import { reportDataSchema, reportJsonSchema } from '../../src/report/report-schema.js'
import { type ReportFormat, writeReport } from '../../src/report/write-report.js'
import { createTemporaryFolder } from '../checkpoint/temporary-folder.js'
import { hostileName } from './rich-run.js'
import { writeLines, writeRun } from './write-run.js'

const makeReport = async (run: RunFolder, format: ReportFormat, showPersonalData = true): Promise<string> => {
  let text = ''
  const options = { run, format, showPersonalData, toolVersion: '0.1.0', nowMs: 0 }
  await writeReport(options, (piece) => {
    text += piece
  })
  return text
}

const begin = (n: number, at = n): CheckpointEntry => ({ t: 'begin', n, key: `k${n}`, at })
const created = (n: number, left = 0): CheckpointEntry => ({
  t: 'created',
  n,
  id: `id${n}`,
  at: n,
  ms: 5,
  left,
})
const failed = (n: number, code: string): CheckpointEntry => ({ t: 'failed', n, at: n, code, status: 422 })

describe('writeReport', () => {
  it('tells each record as it stands in the end: retries, open records, refused steps', async () => {
    const run = await writeRun(createTemporaryFolder(), [
      { t: 'open', at: 0 },
      begin(1),
      failed(1, 'user.invalid_phone'),
      begin(2),
      failed(2, 'user.invalid_email'),
      begin(3),
      created(3, 1),
      { t: 'step', n: 3, unit: 'identity:google', ok: false, at: 3, code: 'user.identity_already_in_use' },
      { t: 'rejected', n: 4, at: 4, key: 'k4', codes: ['email_invalid', 'phone_invalid'] },
      { t: 'skipped', n: 5, at: 5, key: 'k5', code: 'left_out' },
      begin(6),
      { t: 'existing', n: 6, id: 'id6', at: 6, code: 'user.email_already_in_use' },
      { t: 'close', at: 10, why: 'complete' },
      { t: 'retry', at: 20 },
      { t: 'open', at: 20 },
      begin(1, 21),
      created(1),
      begin(2, 22),
      failed(2, 'user.email_already_in_use'),
      begin(7, 23),
    ])
    // The refusals of before the retry, and one of the records twice.
    const line = (ordinal: number, code: string) => ({
      ordinal,
      file: 'u.csv',
      line: ordinal + 1,
      sourceKey: `k${ordinal}`,
      codes: [code],
      messages: [`Refused: ${code}.`],
    })
    await writeLines(run, 'rejected.ndjson', [
      line(1, 'user.invalid_phone'),
      line(2, 'user.invalid_email'),
      line(2, 'x'),
    ])
    await appendFile(run.rejectedNdjson, '{"ordinal":4,"fi')

    const rows = (await makeReport(run, 'csv')).trimEnd().split('\n').slice(1)
    expect(rows).toEqual([
      '2,k2,,failed,user.email_already_in_use,',
      '3,k3,id3,created,,5',
      '4,k4,,rejected,email_invalid phone_invalid,',
      '5,k5,,skipped,left_out,',
      '6,k6,id6,existing,user.email_already_in_use,',
      '1,k1,id1,created,,5',
      '7,k7,,unknown,,',
    ])

    const { problemRecords, ...data } = JSON.parse(await makeReport(run, 'json')) as {
      problemRecords: { ordinal: number; outcome: string; codes: string[]; logtoId: string | null }[]
    }
    // The retry opened the refused step again, so it counts as still to come.
    expect(reportDataSchema.parse(data)).toMatchObject({
      counts: { created: 2, failed: 1, rejected: 1, skipped: 1, existing: 1, failedUnits: 0 },
      records: 6,
      unknown: 1,
      unfinished: 1,
      run: { status: 'open' },
      sessions: [{ end: 'complete' }, { end: 'open' }],
    })
    expect(problemRecords.map(({ ordinal, outcome, codes }) => [ordinal, outcome, codes])).toEqual([
      [2, 'failed', ['user.email_already_in_use']],
      [4, 'rejected', ['email_invalid', 'phone_invalid']],
    ])
  })

  it('counts the newest pass alone, and what it found unchanged', async () => {
    const input = [{ path: 'newer.csv', size: 1, sha256: 'cd' }]
    const run = await writeRun(createTemporaryFolder(), [
      { t: 'open', at: 0 },
      { t: 'rejected', n: 1, at: 1, key: 'k1', codes: ['email_invalid'] },
      begin(2),
      created(2),
      { t: 'close', at: 3, why: 'complete' },
      { t: 'delta', at: 100, input },
      { t: 'open', at: 100 },
      { t: 'same', n: [1], id: ['id2'] },
      begin(2, 101),
      { t: 'updated', n: 2, id: 'id9', at: 102, ms: 7, fields: ['name'], left: 0 },
      { t: 'close', at: 103, why: 'complete' },
    ])
    await writeLines(run, 'rejected.ndjson', [
      { ordinal: 1, file: 'u.csv', line: 2, codes: ['email_invalid'], messages: [] },
    ])
    expect(await makeReport(run, 'csv')).toBe(
      'ordinal,source_key,logto_id,outcome,code,ms\n1,,id2,unchanged,,\n2,k2,id9,updated,,7\n',
    )
    expect(JSON.parse(await makeReport(run, 'json'))).toMatchObject({
      run: { pass: 2, files: ['newer.csv'], status: 'complete' },
      counts: { created: 0, updated: 1, unchanged: 1, rejected: 0 },
      records: 2,
      problemRecords: [],
      latency: { users: 2 },
    })
  })

  it('takes no file of the run or the pass before for one of its own', async () => {
    const run = await writeRun(createTemporaryFolder(), [
      { t: 'open', at: 0 },
      begin(1),
      created(1),
      { t: 'close', at: 3, why: 'complete' },
      { t: 'delta', at: 60_000, input: [] },
      { t: 'open', at: 60_000 },
    ])
    const write = async (at: string): Promise<unknown> => {
      const counts = {
        records: 1,
        valid: 1,
        rejected: 0,
        skipped: 0,
        passwords: {},
        losses: {},
        warnings: {},
        requests: {},
      }
      await writeFile(join(run.folder, 'summary.json'), JSON.stringify({ at, ...counts }))
      const signIns = { users: 1, signedIn: 1, never: 0, byMethod: {}, failuresByReason: {}, overTime: [] }
      await writeFile(join(run.folder, 'sign-ins.json'), JSON.stringify({ at, ...signIns }))
      await writeLines(run, 'differences.ndjson', [{ isMissing: true, differences: [] }])
      await utimes(join(run.folder, 'differences.ndjson'), new Date(at), new Date(at))
      return JSON.parse(await makeReport(run, 'json'))
    }
    const nothing = { input: null, signIns: null, differences: null }
    expect(await write('2026-01-31T08:14:59.999Z')).toMatchObject(nothing)
    expect(await write('2026-01-31T08:15:30.000Z')).toMatchObject({
      input: null,
      signIns: { users: 1 },
      differences: { missing: 1 },
    })
    expect(await write('2026-01-31T08:16:00.000Z')).toMatchObject({ input: { records: 1 } })
  })

  it('can be made of a run that is at work: a torn last line is left out', async () => {
    const run = await writeRun(createTemporaryFolder(), [
      { t: 'open', at: 0 },
      begin(1),
      created(1),
      begin(2),
    ])
    await appendFile(run.checkpoint, '{"t":"created","n":2,"id"')
    expect(JSON.parse(await makeReport(run, 'json'))).toMatchObject({
      records: 1,
      unknown: 1,
      run: { status: 'open' },
    })
    for (const format of ['html', 'md'] as const)
      expect(await makeReport(run, format)).toContain('not complete')
  })

  it('tells a refused step, with the id of the user who is there without it', async () => {
    const run = await writeRun(createTemporaryFolder(), [
      { t: 'open', at: 0 },
      begin(1),
      created(1, 1),
      { t: 'batch', unit: 'role:r1', n: [1], ok: false, at: 3, code: 'entity.not_found' },
      { t: 'invitation', n: 1, key: 'ab', at: 4, state: 'begin' },
      { t: 'invitation', n: 1, key: 'ab', at: 5, state: 'failed', code: 'invitation.refused' },
    ])
    expect(JSON.parse(await makeReport(run, 'json'))).toMatchObject({
      problemRecords: [
        {
          ordinal: 1,
          outcome: 'unit',
          logtoId: 'id1',
          sourceKey: 'k1',
          message: 'The user is there without: role:r1 (entity.not_found).',
        },
      ],
      invitations: { failed: 1, sent: 0, codes: { 'invitation.refused': 1 } },
    })
    expect(await makeReport(run, 'csv')).toContain('1,k1,id1,created,entity.not_found,5')
  })

  it('keeps whatever a record says text, in every form', async () => {
    const texts = [hostileName, '| a ` b * _c_ [x](javascript:y)\n# no heading', '\u2028 & &amp; \u0000']
    const run = await writeRun(createTemporaryFolder(), [
      { t: 'open', at: 0 },
      ...texts.map((key, index): CheckpointEntry => ({
        t: 'rejected',
        n: index + 1,
        at: 1,
        key,
        codes: ['map_failed'],
      })),
    ])
    await writeLines(
      run,
      'rejected.ndjson',
      texts.map((text, index) => ({
        ordinal: index + 1,
        file: text,
        line: 1,
        sourceKey: text,
        codes: [text],
        messages: [text],
        record: { [text]: text },
      })),
    )
    const page = await makeReport(run, 'html')
    expect(page).not.toContain('<img')
    expect(page.match(/<script>/g)).toHaveLength(1)
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    const rows: unknown = JSON.parse(
      /<script type="application\/json" id="rows">(.*?)<\/script>/s.exec(page)![1]!,
    )
    expect(rows).toMatchObject(texts.map((text) => ({ key: text, place: `${text}:1`, message: text })))
    const markdown = await makeReport(run, 'md')
    expect(markdown).not.toMatch(/<script|<img|^# no heading/m)
    expect(markdown).toContain('\\| a \\` b \\* \\_c\\_ \\[x\\](javascript:y) \\# no heading')
  })
})

describe('escaping', () => {
  it('leaves no markup, and JSON as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
        expect(embedJson({ [text]: text })).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(embedJson([text]))).toEqual([text])
      }),
    )
  })
})

it('schemas/report.schema.json is the committed one; run npm run schemas', async () => {
  const committed: unknown = JSON.parse(await readFile('schemas/report.schema.json', 'utf8'))
  expect(JSON.parse(JSON.stringify(reportJsonSchema()))).toEqual(committed)
})
