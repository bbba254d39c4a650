import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { startRehearsal } from '../support/sandbox-process.js'

const run = promisify(execFile)
const names = ['delta', 'bar', 'route']
let folder = ''

/** A project that has the package as npm packs it, with the examples of docs/library.md in it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logto-migrate-library-'))
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder])
  const [packed] = JSON.parse(stdout) as [{ filename: string }]
  await mkdir(join(folder, 'node_modules', 'logto-migrate'), { recursive: true })
  await run('tar', [
    '-xzf',
    join(folder, packed.filename),
    '-C',
    join(folder, 'node_modules', 'logto-migrate'),
    '--strip-components=1',
  ])
  // What it depends on, as an install would put beside it.
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const name of [...Object.keys(dependencies), 'fastify', '@types/node', 'undici-types']) {
    await mkdir(join(folder, 'node_modules', name, '..'), { recursive: true })
    await symlink(join(process.cwd(), 'node_modules', name), join(folder, 'node_modules', name))
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  const text = await readFile('docs/library.md', 'utf8')
  const blocks = [...text.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!)
  if (blocks.length !== names.length) throw new Error(`${blocks.length} examples in docs/library.md`)
  for (const [index, name] of names.entries()) await writeFile(join(folder, `${name}.ts`), blocks[index]!)
  return () => rm(folder, { recursive: true, force: true })
})

const compile = (module: string, moduleResolution: string): Promise<unknown> =>
  run(
    join('node_modules', '.bin', 'tsc'),
    `--module ${module} --moduleResolution ${moduleResolution} --target es2023 --types node
     --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipLibCheck false --ignoreConfig
     --typeRoots ${join(folder, 'node_modules', '@types')} --outDir ${join(folder, 'out', module)}
     ${names.map((name) => join(folder, `${name}.ts`)).join(' ')}`.split(/\s+/),
    { encoding: 'utf8' },
  ).catch((error: { stdout: string }) => Promise.reject(new Error(error.stdout)))

const users = (count: number, name: string): string =>
  Array.from(
    { length: count },
    (_, index) => `${JSON.stringify({ id: `u${index}`, email: `u${index}@example.com`, name })}\n`,
  ).join('')

/** Runs the compiled examples as a program does. */
const script = `
import { syncUsers } from './delta.js'
import { importWithBar } from './bar.js'
import { app } from './route.js'
await syncUsers('monday.ndjson')
await syncUsers('tuesday.ndjson')
const { end } = await importWithBar(['bar.ndjson'], new AbortController().signal)
const answer = await app.inject({ method: 'POST', url: '/imports', payload: { file: 'route.ndjson' } })
const refused = await app.inject({ method: 'POST', url: '/imports', payload: { file: 'absent.ndjson' } })
console.log()
console.log(JSON.stringify({ end, status: answer.statusCode, body: answer.json(), refused: refused.statusCode }))
`

describe('the examples of docs/library.md, from the packed package', () => {
  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('compile under strict TypeScript (%s, %s)', async (module, resolution) => {
    await compile(module, resolution)
  })

  it('run: a nightly delta, a progress bar, an import inside a route', async () => {
    const { sandbox, env } = await startRehearsal()
    const out = join(folder, 'out', 'nodenext')
    await writeFile(join(out, 'package.json'), '{"type":"module"}')
    await writeFile(join(out, 'main.js'), script)
    await writeFile(join(out, 'monday.ndjson'), users(20, 'Ada'))
    await writeFile(join(out, 'tuesday.ndjson'), users(21, 'Grace'))
    await writeFile(join(out, 'bar.ndjson'), users(5, 'Bar').replaceAll('"u', '"bar'))
    await writeFile(join(out, 'route.ndjson'), users(7, 'Route').replaceAll('"u', '"route'))
    const { stdout } = await run(process.execPath, ['main.js'], {
      cwd: out,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })
    const last = stdout.trimEnd().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toMatchObject({
      end: 'complete',
      status: 200,
      body: { end: 'complete', counts: { created: 7 } },
      refused: 422,
    })
    expect(stdout).toContain(`[${'#'.repeat(40)}] 5 of 5`)
    expect(sandbox.state().users).toHaveLength(33)
  })
})
