import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { nearestName } from '../../src/outcome/nearest-name.js'
import { listPages } from '../../src/commands/docs/find-page.js'
import { runCli } from '../support/run-cli.js'

const cwd = process.cwd()

describe('docs', () => {
  it.each(['auth0', 'docs/sources/auth0.md', 'sources/auth0.md#passwords', 'AUTH0'])(
    'prints the page %s as it stands',
    async (topic) => {
      const { stdout, stderr, exitCode } = await runCli(['docs', topic], { cwd })
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
      expect(stdout).toBe(readFileSync('docs/sources/auth0.md', 'utf8'))
    },
  )

  it('lists every page', async () => {
    const { stdout } = await runCli(['docs', '--json'], { cwd })
    const topics = (JSON.parse(stdout) as { topic: string; title: string }[]).map(({ topic }) => topic)
    expect(new Set(topics).size).toBe(topics.length)
    expect(topics).toEqual(expect.arrayContaining(['config', 'sources', 'keycloak', 'security']))
  })

  it('suggests what was meant', async () => {
    const { stderr, exitCode } = await runCli(['docs', 'pasword'], { cwd })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('did you mean passwords?')
  })

  it('has every page that a message names', () => {
    const topics = new Set(listPages().map(({ topic }) => topic))
    const named = globSync('src/**/*.ts').flatMap((path) =>
      Array.from(
        readFileSync(path, 'utf8').matchAll(/logto-migrate docs ([a-z\d-]+)/g),
        (match) => match[1]!,
      ),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((topic) => !topics.has(topic))).toEqual([])
  })
})

describe('nearestName', () => {
  const names = ['auth0', 'keycloak', 'cognito', 'okta', 'firebase', 'active-directory', 'clerk']
  it.each([
    ['keyclock', 'keycloak'],
    ['Okta', 'okta'],
    ['oktaa', 'okta'],
    ['auht0', 'auth0'],
    ['fire', 'firebase'],
    ['congito', 'cognito'],
    ['activedirectory', 'active-directory'],
    ['clrek', 'clerk'],
    ['sharepoint', undefined],
    ['', undefined],
    ['x'.repeat(1_000_000), undefined],
  ])('%s', (typed, expected) => expect(nearestName(typed, names)).toBe(expected))
})

describe('the package', () => {
  it('exports its schemas', () => {
    const require = createRequire(resolve('package.json'))
    for (const name of ['config', 'checkpoint', 'report', 'job-event', 'user-record']) {
      expect(require.resolve(`logto-migrate/schemas/${name}.schema.json`)).toBe(
        resolve(`schemas/${name}.schema.json`),
      )
    }
  })

  it('is refused on Bun in the first line', () => {
    const asBun =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,bun:"1"}})'
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--import', asBun, 'dist/cli.js', '--help'],
      {
        encoding: 'utf8',
      },
    )
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.split('\n')[0]).toContain('Node, not on Bun')
  })
})
