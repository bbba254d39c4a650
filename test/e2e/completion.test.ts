import { execFile } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { cliPath } from '../support/run-cli.js'
import { startRehearsal } from '../support/sandbox-process.js'

const open = async () => {
  const rehearsal = await startRehearsal()
  for (const run of ['users', 'customers']) {
    await mkdir(rehearsal.path('.migrate', run), { recursive: true })
    await writeFile(rehearsal.path('.migrate', run, 'checkpoint.ndjson'), '')
  }
  await writeFile(rehearsal.path('kunden.csv'), '')
  return rehearsal
}

describe('completion', () => {
  it('offers commands, flags, values, presets, runs, topics and systems', async () => {
    const { run } = await open()
    const ask = async (...words: string[]) => {
      const { stdout } = await run(['complete', '--', ...words])
      const lines = stdout.trimEnd().split('\n')
      return {
        words: lines.slice(0, -1).map((line) => line.split('\t')[0]),
        files: lines.at(-1) === ':files',
      }
    }
    expect((await ask('')).words).toEqual(expect.arrayContaining(['init', 'import', 'completion', 'help']))
    expect((await ask('')).words).not.toContain('complete')
    expect(await ask('im')).toEqual({ words: ['import'], files: false })
    expect(await ask('import', '--so')).toEqual({ words: ['--source'], files: false })
    expect(await ask('import', '--source', 'keyc')).toEqual({ words: ['keycloak'], files: true })
    expect(await ask('import', '-s', 'keyc')).toEqual({ words: ['keycloak'], files: true })
    expect((await ask('import', '--source=keyc')).words).toEqual(['--source=keycloak'])
    expect((await ask('import', 'users.csv', '--on-conflict', '')).words).toEqual(['skip', 'update', 'fail'])
    expect((await ask('import', '--wait', '--vanished', 'd')).words).toEqual(['delete'])
    expect(await ask('import', '')).toEqual({ words: [], files: true })
    expect((await ask('report', '--format', 'm')).words).toEqual(['markdown'])
    expect((await ask('check', '--format', 'n')).words).toEqual(['ndjson'])
    for (const words of [
      ['status', ''],
      ['report', '.mig'],
      ['rollback', ''],
      ['links', '--run', ''],
    ]) {
      expect((await ask(...words)).words.sort(), words.join(' ')).toEqual([
        '.migrate/customers',
        '.migrate/users',
      ])
    }
    expect(await ask('status', '.migrate/users', '')).toEqual({ words: [], files: false })
    expect((await ask('docs', 'passw')).words).toEqual(['passwords'])
    expect((await ask('export', 'wordp')).words).toEqual(['wordpress'])
    expect((await ask('trickle', 's')).words).toEqual(['secret', 'serve', 'status'])
    expect((await ask('trickle', 'serve', '--por')).words).toEqual(['--port'])
    expect((await ask('claims', 'legacy-id', '')).words).toEqual(['install', 'remove'])
    expect((await ask('help', 'ver')).words).toEqual(['verify'])
    expect(await ask('nosuch', 'thing', '')).toEqual({ words: [], files: false })
  })

  it('works in a real bash, with files of the folder behind what the program knows', async () => {
    const { folder, path } = await open()
    await mkdir(path('bin'))
    await writeFile(path('bin', 'logto-migrate'), `#!/bin/sh\nexec '${process.execPath}' '${cliPath}' "$@"\n`)
    await chmod(path('bin', 'logto-migrate'), 0o755)
    const script = `source <(logto-migrate completion bash)
      try() { COMP_WORDS=(logto-migrate "$@"); COMP_CWORD=$#; _logto_migrate; echo "\${COMPREPLY[*]}"; }
      try import --source keyc
      try check kun`
    const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script], {
      cwd: folder,
      env: { PATH: `${path('bin')}:${process.env['PATH']}` },
    })
    expect(stdout).toBe('keycloak\nkunden.csv\n')
  })

  it('prints a script for each shell, and suggests one', async () => {
    const { run } = await startRehearsal()
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { stdout, exitCode } = await run(['completion', shell])
      expect(stdout).toContain(`# ${shell} completion of logto-migrate`)
      expect(exitCode).toBe(0)
    }
    const wrong = await run(['completion', 'bsh'])
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
    expect(wrong.stderr).toContain('did you mean bash?')
  })
})

it('help of a misspelt command suggests, and does not print everything', async () => {
  const { run } = await startRehearsal()
  const wrong = await run(['help', 'imprt'])
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
  expect(wrong.stderr).toBe(
    'logto-migrate: there is no command "imprt"; did you mean import? (logto-migrate help lists all)\n',
  )
  expect((await run(['help', 'trickle', 'srve'])).stderr).toContain('"trickle srve"; did you mean serve?')
  const right = await run(['help', 'trickle', 'serve'])
  expect(right.stdout).toContain('Usage: logto-migrate trickle serve')
  expect(right.exitCode).toBe(0)
})
