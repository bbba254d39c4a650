import { appendFileSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRunFolder, locateRun } from '../../../src/checkpoint/run-folder.js'
import { RejectedFiles, type Rejection } from '../../../src/report/run-files/rejected-files.js'
import type { JsonObject } from '../../../src/source/source-record.js'
import { createTemporaryFolder } from '../../checkpoint/temporary-folder.js'

const rejection = (ordinal: number, rest: Partial<Rejection> = {}): Rejection => ({
  ordinal,
  file: 'users.csv',
  line: ordinal + 1,
  sourceKey: `k${ordinal}`,
  codes: ['email_invalid'],
  messages: ['expected an address, got "a,b".'],
  record: { id: `k${ordinal}`, email: 'a,b' },
  raw: undefined,
  ...rest,
})

describe('rejected.ndjson and rejected.csv', () => {
  it('hold each record once over several sessions, and a torn line again whole', async () => {
    const run = locateRun(createTemporaryFolder())
    await createRunFolder(run)
    const first = await RejectedFiles.open(run)
    first.add(rejection(1))
    first.add(rejection(2))
    await first.close()
    appendFileSync(run.rejectedNdjson, '{"ordinal":3,"file":"us')

    const second = await RejectedFiles.open(run)
    for (const ordinal of [1, 2, 3]) second.add(rejection(ordinal))
    await second.close()
    const rows = readFileSync(run.rejectedNdjson, 'utf8').trimEnd().split('\n')
    expect(rows.map((row) => JSON.parse(row) as Rejection)).toEqual(
      [1, 2, 3].map((ordinal) => JSON.parse(JSON.stringify(rejection(ordinal))) as Rejection),
    )
    const csv = readFileSync(run.rejectedCsv, 'utf8').trimEnd().split('\n')
    expect(csv).toHaveLength(4)
    expect(csv[3]).toBe(
      'users.csv,4,3,k3,email_invalid,"expected an address, got ""a,b"".","{""id"":""k3"",""email"":""a,b""}"',
    )
  })

  it('are left to whoever has taken the run over', async () => {
    const run = locateRun(createTemporaryFolder())
    await createRunFolder(run)
    let isOwned = true
    const first = await RejectedFiles.open(run, undefined, () => isOwned)
    first.add(rejection(1))
    const second = await RejectedFiles.open(run)
    isOwned = false
    first.add(rejection(2))
    second.add(rejection(1))
    second.add(rejection(2))
    await second.close()
    const [ndjson, csv] = [run.rejectedNdjson, run.rejectedCsv].map((path) => readFileSync(path, 'utf8'))
    expect(ndjson?.match(/"ordinal":1,/g)).toHaveLength(1)
    expect(ndjson?.match(/"ordinal":2,/g)).toHaveLength(1)
    await first.close([1, 2])
    expect(readFileSync(run.rejectedNdjson, 'utf8')).toBe(ndjson)
    expect(readFileSync(run.rejectedCsv, 'utf8')).toBe(csv)
  })

  it.each<{ id: string; record: JsonObject }>([
    { id: 'password fields', record: { password: 'S3cret!', pwd: 'S3cret!', user: { passwd: 'S3cret!' } } },
    { id: 'hashes by their look', record: { field7: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68L' } },
    {
      id: 'factors',
      record: { mfa: [{ secret: 'S3cret!' }], recovery_codes: ['S3cret!'], totp_key: 'S3cret!' },
    },
    { id: 'JSON in a cell', record: { data: '{"password":"S3cret!"}' } },
  ])('leave out $id', async ({ record }) => {
    const run = locateRun(createTemporaryFolder())
    await createRunFolder(run)
    const files = await RejectedFiles.open(run)
    files.add(rejection(1, { record }))
    files.add(rejection(2, { record: undefined, raw: `${JSON.stringify(record)} oops` }))
    files.add(rejection(3, { record: undefined, raw: 'k3,a@example.org,S3cret!,one cell too many' }))
    await files.close()
    for (const path of [run.rejectedNdjson, run.rejectedCsv]) {
      expect(readFileSync(path, 'utf8')).not.toMatch(/S3cret|N9qo8uLO/)
    }
  })
})
