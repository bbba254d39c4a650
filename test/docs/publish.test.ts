import { execFileSync } from 'node:child_process'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { makeTemporaryFolder } from '../support/temporary-folder.js'

interface Workflow {
  jobs: { publish: { steps: { name?: string; run?: string }[] } }
}

it('a published package names the repository that it was built in, before it is published', async () => {
  const { jobs } = parse(await readFile('.github/workflows/publish.yml', 'utf8')) as Workflow
  const { steps } = jobs.publish
  const naming = steps.findIndex(({ run }) => run?.startsWith('npm pkg set') === true)
  expect(naming).toBeGreaterThan(-1)
  expect(naming).toBeLessThan(steps.findIndex(({ run }) => run?.startsWith('npm publish') === true))

  const folder = await makeTemporaryFolder()
  await copyFile('package.json', join(folder, 'package.json'))
  const env = {
    PATH: process.env['PATH'],
    GITHUB_SERVER_URL: 'https://git.example.com',
    GITHUB_REPOSITORY: 'fork/tool',
  }
  execFileSync('bash', ['-e', '-c', steps[naming]?.run ?? ''], { cwd: folder, env })
  expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toMatchObject({
    name: 'logto-migrate',
    repository: { type: 'git', url: 'git+https://git.example.com/fork/tool.git' },
    bugs: { url: 'https://git.example.com/fork/tool/issues' },
    homepage: 'https://git.example.com/fork/tool#readme',
  })
})
