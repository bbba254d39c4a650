import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'
import { examples, exampleFiles, openExamples } from './open-examples.js'
import { compile, type PackedProject, run } from './packed-package.js'
import { blocksOf, readBlocks } from './read-blocks.js'

const compiledName = (part: string): string => {
  const found = examples.filter(({ text }) => text.includes(part))
  if (found.length !== 1) throw new Error(`${found.length} examples have ${part}`)
  return found[0]!.name.replace(/\.ts$/, '.js')
}

let project: PackedProject

beforeAll(async () => {
  project = await openExamples()
  return () => project.remove()
})

let compiled: Promise<void> | undefined
const compileOnce = (): Promise<void> =>
  (compiled ??= compile(
    project.folder,
    exampleFiles,
    `--module nodenext --moduleResolution nodenext --types node --allowJs --checkJs
     --rewriteRelativeImportExtensions --rootDir ${project.folder} --outDir ${join(project.folder, 'out')}`,
  ))

describe('the examples of README and docs, from the packed package', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThan(70)
    expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length)
    expect(() => blocksOf('x.md', '```ts\nlet a')).toThrow('x.md:2')
    expect(blocksOf('x.md', 'a\n````md\n```ts\n````\n')).toEqual([
      { page: 'x.md', line: 3, language: 'md', text: '```ts\n' },
    ])
  })

  it('compile under strict TypeScript (NodeNext)', compileOnce)

  it('the package needs no types of Node.js, with a bundler', async () => {
    await compile(
      project.folder,
      ['bare.ts'],
      '--module esnext --moduleResolution bundler --target es2020 --noEmit',
    )
  })

  it('of docs/library.md run: a nightly delta, a progress bar, an import inside a route', async () => {
    const { sandbox, env } = await startRehearsal()
    await project.write('out/monday.ndjson', users(20, 'Ada'))
    await project.write('out/tuesday.ndjson', users(21, 'Grace'))
    await project.write('out/bar.ndjson', users(5, 'Bar').replaceAll('"u', '"bar'))
    await project.write('out/route.ndjson', users(7, 'Route').replaceAll('"u', '"route'))
    const { stdout, last } = await runScript(
      `
      import { syncUsers } from './${compiledName('export const syncUsers')}'
      import { importWithBar } from './${compiledName('export const importWithBar')}'
      import { app } from './${compiledName('export const app')}'
      await syncUsers('monday.ndjson')
      await syncUsers('tuesday.ndjson')
      const { end } = await importWithBar(['bar.ndjson'], new AbortController().signal)
      const answer = await app.inject({ method: 'POST', url: '/imports', payload: { file: 'route.ndjson' } })
      const refused = await app.inject({ method: 'POST', url: '/imports', payload: { file: 'absent.ndjson' } })
      tell({ end, status: answer.statusCode, body: answer.json(), refused: refused.statusCode })`,
      env,
    )
    expect(last).toMatchObject({
      end: 'complete',
      status: 200,
      body: { end: 'complete', counts: { created: 7 } },
      refused: 422,
    })
    expect(stdout).toContain(`[${'#'.repeat(40)}] 5 of 5`)
    expect(sandbox.state().users).toHaveLength(33)
  })

  it('of docs/client.md run', async () => {
    const { sandbox, env } = await startRehearsal()
    const { stdout } = await runScript(
      `
      import { createManagementClient } from 'logto-migrate'
      const client = createManagementClient({
        endpoint: process.env.LOGTO_ENDPOINT, appId: process.env.LOGTO_APP_ID, appSecret: process.env.LOGTO_APP_SECRET,
      })
      const { id } = await client.post('/api/organizations', { body: { name: 'Acme' } })
      const user = await client.post('/api/users', { body: { primaryEmail: 'ada@example.com' } })
      await client.post('/api/organizations/{id}/users', { path: { id }, body: { userIds: [user.id] } })
      await client.close()
      process.argv[2] = id
      await import('./docs/client/applications.mjs')
      await import('./docs/client/members.mjs')
      await import('./docs/client/dashboard.mjs')`,
      env,
    )
    expect(stdout).toContain('MachineToMachine')
    expect(stdout).toContain('Acme\n  ada@example.com')
    expect(stdout).toContain('0 of 1 users have signed in within a day')
    expect(sandbox.state().users).toHaveLength(1)
  })

  it('that are a configuration load, name presets that are there and files that these join', async () => {
    const configs = examples.filter(({ text }) => text.includes('export default defineConfig('))
    expect(configs.length).toBeGreaterThan(60)
    const { last } = await runScript(
      `
      import { loadConfig, presets } from 'logto-migrate'
      const wrong = []
      for (const name of ${JSON.stringify(configs.map(({ name }) => name))}) {
        try {
          const { config } = await loadConfig('../' + name, '.', { ...process.env })
          const { preset, related = {} } = config.source ?? {}
          if (typeof preset !== 'string' || preset.endsWith('.ts')) continue
          const known = presets.find((candidate) => candidate.name === preset)
          if (known === undefined) wrong.push(name + ': no preset ' + preset)
          const names = (known?.relatedFiles ?? []).map((file) => file.name)
          for (const key of Object.keys(related)) if (!names.includes(key) && key !== 'invitations') wrong.push(name + ': no related file ' + key)
        } catch (error) {
          wrong.push(name + ': ' + error.message)
        }
      }
      tell(wrong)`,
      { FIREBASE_SIGNER_KEY: Buffer.alloc(64, 7).toString('base64') },
    )
    expect(last).toEqual([])
  })

  it('of docs/live-sources.md read a database, an API, another tenant', async () => {
    const { env } = await startRehearsal()
    const { last } = await runScript(
      `
      import { createServer } from 'node:http'
      import { writeFileSync } from 'node:fs'
      import initSqlJs from 'sql.js'
      import { checkUsers, createManagementClient } from 'logto-migrate'
      const { Database } = await initSqlJs()
      const database = new Database()
      database.run('CREATE TABLE users (id, email, full_name, password_hash)')
      database.run("INSERT INTO users VALUES (1, 'ada@example.com', 'Ada', NULL), (2, 'bob@example.com', 'Bob', NULL)")
      writeFileSync('users.sqlite', database.export())
      const page = [{ id: '7', email: 'grace@example.com' }]
      const server = createServer(({ url }, response) => response.end(JSON.stringify(url.endsWith('page=1') ? page : [])))
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { LOGTO_ENDPOINT: endpoint, LOGTO_APP_ID: appId, LOGTO_APP_SECRET: appSecret } = process.env
      const client = createManagementClient({ endpoint, appId, appSecret })
      await client.post('/api/users', { body: { username: 'linus' } })
      await client.close()
      process.env.OLD_API = 'http://127.0.0.1:' + server.address().port
      Object.assign(process.env, { OLD_LOGTO_ENDPOINT: endpoint, OLD_LOGTO_APP_ID: appId, OLD_LOGTO_APP_SECRET: appSecret })
      const valid = []
      for (const name of ${JSON.stringify(['users.sqlite', 'users?page=', 'readTenantUsers({'].map(compiledName))}) {
        const { default: config } = await import('./' + name)
        const { report } = await checkUsers({ config })
        valid.push(report.valid)
      }
      server.close()
      tell(valid)`,
      env,
    )
    expect(last).toEqual([2, 1, 1])
  })

  it('that are JSON can be read, and the record has the fields of the schema', async () => {
    const texts = readBlocks().filter(({ language }) => language === 'json')
    const documents = texts.map(({ text }) => JSON.parse(text) as Record<string, unknown>)
    // The others are configs and answers.
    const record = documents.find((document) => 'primaryEmail' in document)
    expect(documents.length).toBeGreaterThan(1)
    expect(record).toBeDefined()
    const schema = JSON.parse(await readFile('schemas/user-record.schema.json', 'utf8')) as {
      properties: Record<string, unknown>
    }
    expect(Object.keys(record ?? {}).filter((name) => !(name in schema.properties))).toEqual([])
  })

  it('of docs/own-preset.md and docs/legacy-passwords.md run', async () => {
    await compileOnce()
    const { stdout } = await run(
      process.execPath,
      ['--test', join(project.folder, 'out/docs/own-preset/acme.test.js')],
      {
        encoding: 'utf8',
      },
    )
    expect(stdout).toMatch(/(?:#|ℹ) fail 0\b/)
    expect(stdout).toMatch(/(?:#|ℹ) pass [1-9]/)
    const { last } = await runScript(
      `import { isRight } from './${compiledName('export const isRight')}'\ntell(await isRight('wrong'))`,
      {},
    )
    expect(last).toBe(false)
  })
})

/** Runs a module beside the compiled examples; what it tells last is parsed. */
const runScript = async (
  text: string,
  env: Record<string, string>,
): Promise<{ stdout: string; last: unknown }> => {
  await compileOnce()
  await project.write(
    'out/main.js',
    `const tell = (value) => console.log('\\n' + JSON.stringify(value))\n${text}`,
  )
  const { stdout } = await run(process.execPath, ['main.js'], {
    cwd: join(project.folder, 'out'),
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  return {
    stdout,
    last: line.startsWith('{') || /^[[tf]/.test(line) ? (JSON.parse(line) as unknown) : undefined,
  }
}

const users = (count: number, name: string): string =>
  Array.from(
    { length: count },
    (_, index) => `${JSON.stringify({ id: `u${index}`, email: `u${index}@example.com`, name })}\n`,
  ).join('')
