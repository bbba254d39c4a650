import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { reportDataSchema } from '../../src/report/report-schema.js'
import { type Rehearsal, startRehearsal } from '../support/sandbox-process.js'

const md5 = '5f4dcc3b5aa765d61d8327deb882cf99'

const users = [
  { id: 'k1', email: 'user1@example.com', passwordDigest: md5, passwordAlgorithm: 'MD5' },
  { id: 'k2', email: 'user2@example.com', name: '<script>alert(1)</script>' },
  { id: 'k3', username: 'user.3', email: 'user3@example.com' },
  { id: 'bad', email: 'jane.doe at example.com', name: '</script><script>alert(1)</script>' },
  { id: 'k5', email: 'user1@example.com' },
]

const importUsers = async (args: string[] = ['users.ndjson'], stdin = ''): Promise<Rehearsal> => {
  const rehearsal = await startRehearsal()
  const text = users.map((user) => `${JSON.stringify(user)}\n`).join('')
  await writeFile(rehearsal.path('users.ndjson'), text)
  const all = ['import', ...args, '--source', 'generic', '--rate', 'off']
  const { exitCode } = await rehearsal.run(all, { stdin: stdin === '' ? '' : text })
  expect(exitCode).toBe(1)
  return rehearsal
}

describe('report', () => {
  it('writes a page into the run folder, for its owner alone, without personal data', async () => {
    const rehearsal = await importUsers()
    const { stdout, stderr, exitCode } = await rehearsal.run(['report'])
    expect({ stdout, stderr, exitCode }).toEqual({
      stdout: '.migrate/users/report.html\n',
      stderr: '',
      exitCode: 0,
    })
    const path = rehearsal.path('.migrate/users/report.html')
    const page = await readFile(path, 'utf8')
    expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/)
    expect(page).toContain('MD5')
    expect(page).toContain('username_<wbr>dropped')
    expect(page).toContain('users.ndjson:4')
    expect(page).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/)
    expect(page).not.toMatch(/jane\.doe|user1@|alert\(1\)/)
    expect((await stat(path)).mode & 0o777).toBe(0o600)

    const whole = await rehearsal.run(['report', '--show-personal-data'])
    expect(whole.stderr).toContain('holds personal data')
    const shown = await readFile(path, 'utf8')
    expect(shown).toContain('jane.doe at example.com')
    expect(shown).not.toContain('</script><script>alert(1)')
  })

  it('goes into a pipe that was named, which stays one, and leaves nothing beside it', async () => {
    const rehearsal = await importUsers()
    const pipe = rehearsal.path('report.md')
    execFileSync('mkfifo', ['-m', '666', pipe])
    const [text, { exitCode }] = await Promise.all([
      readFile(pipe, 'utf8'),
      rehearsal.run(['report', '--out', 'report.md']),
    ])
    expect(exitCode).toBe(0)
    expect(text).toMatch(/^# /)
    const there = await stat(pipe)
    expect(there.isFIFO()).toBe(true)
    expect(there.mode & 0o777).toBe(0o666)
    expect(readdirSync(rehearsal.folder).toSorted()).toEqual(['.migrate', 'report.md', 'users.ndjson'])
  })

  it('gives the same as JSON by its schema, as Markdown and as CSV', async () => {
    const rehearsal = await importUsers()
    const json = await rehearsal.run(['report', '--json'])
    expect(json.exitCode).toBe(0)
    const { problemRecords, ...data } = JSON.parse(json.stdout) as Record<string, unknown>
    expect(reportDataSchema.parse(data)).toMatchObject({
      run: { source: 'generic', status: 'complete', files: ['users.ndjson'] },
      counts: { created: 3, rejected: 2 },
      records: 5,
      problems: 2,
      latency: { users: 3 },
      input: { passwords: { MD5: 1, none: 2 }, changes: [{ code: 'username_dropped', count: 1 }] },
      sessions: [{ end: 'complete' }],
      signIns: null,
      differences: null,
    })
    expect(problemRecords).toMatchObject([
      { ordinal: 4, place: 'users.ndjson:4', outcome: 'rejected', codes: ['email_invalid'], sourceKey: '…' },
      {
        ordinal: 5,
        place: 'users.ndjson:5',
        outcome: 'rejected',
        codes: ['duplicate_email'],
        sourceKey: 'k5',
      },
    ])

    const markdown = await rehearsal.run(['report', '.migrate/users', '--format', 'md', '--out', '-'])
    expect(markdown.stdout).toContain('| Created | 3 |')
    expect(markdown.stdout).toContain('| 4 | users.ndjson:4 | … | Rejected: email_invalid |')
    expect(markdown.stdout).not.toContain('jane.doe')

    const { stdout } = await rehearsal.run(['report', '--out', 'all.csv', '--show-personal-data', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ format: 'csv', out: 'all.csv', records: 5, problems: 2 })
    const rows = (await readFile(rehearsal.path('all.csv'), 'utf8')).trimEnd().split('\n')
    expect(rows[0]).toBe('ordinal,source_key,logto_id,outcome,code,ms')
    const { users: stored } = rehearsal.sandbox.state()
    const id = stored.find(({ primaryEmail }) => primaryEmail === 'user1@example.com')?.id
    expect(rows.find((row) => row.startsWith('1,'))).toMatch(new RegExp(`^1,k1,${id},created,,\\d+$`))
    expect(rows.filter((row) => row.includes('rejected')).sort()).toEqual([
      '4,bad,,rejected,email_invalid,',
      '5,k5,,rejected,duplicate_email,',
    ])
    expect(rows).toHaveLength(6)
  })

  it('knows the passwords of an input that can be read only once', async () => {
    const rehearsal = await importUsers(['-'], 'users')
    const { stdout } = await rehearsal.run(['report', '.migrate/stdin', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ input: { records: 5, passwords: { MD5: 1, none: 2 } } })
    expect((await stat(rehearsal.path('.migrate/stdin/summary.json'))).mode & 0o777).toBe(0o600)
  })

  it.each<{ id: string; args: string[]; exitCode: number; says: RegExp }>([
    { id: 'no run there', args: ['absent'], exitCode: 4, says: /no checkpoint in absent/ },
    { id: 'unknown format', args: ['--format', 'pdf'], exitCode: 2, says: /html, md, csv, json, got "pdf"/ },
    {
      id: 'over the checkpoint',
      args: ['--out', '.migrate/users/checkpoint.ndjson'],
      exitCode: 2,
      says: /files of the run/,
    },
    { id: 'over the export', args: ['--out', './users.ndjson'], exitCode: 2, says: /which was imported/ },
    {
      id: 'two documents on stdout',
      args: ['--json', '--format', 'md', '--out', '-'],
      exitCode: 2,
      says: /leave one of them out/,
    },
    {
      id: 'no such folder',
      args: ['--out', 'no/such/report.html'],
      exitCode: 4,
      says: /cannot write no\/such\/report\.html/,
    },
  ])('refuses: $id', async ({ args, exitCode, says }) => {
    const rehearsal = await importUsers()
    const result = await rehearsal.run(['report', ...args])
    expect(result.stderr).toMatch(says)
    expect(result.exitCode).toBe(exitCode)
  })
})
