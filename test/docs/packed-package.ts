import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export const run = promisify(execFile)

/** A project that has the package as npm packs it, and what it depends on as an install would put beside it. */
export interface PackedProject {
  folder: string
  write(name: string, text: string): Promise<void>
  remove(): Promise<void>
}

/** What the examples are written against, beside the package itself. */
const alsoInstalled = [
  'fastify',
  'sql.js',
  '@types/node',
  '@types/sql.js',
  '@types/emscripten',
  'undici-types',
]

export const createPackedProject = async (): Promise<PackedProject> => {
  const folder = await mkdtemp(join(tmpdir(), 'logto-migrate-package-'))
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder])
  const [packed] = JSON.parse(stdout) as [{ filename: string }]
  const home = join(folder, 'node_modules', 'logto-migrate')
  await mkdir(home, { recursive: true })
  await run('tar', ['-xzf', join(folder, packed.filename), '-C', home, '--strip-components=1'])
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const name of [...Object.keys(dependencies), ...alsoInstalled]) {
    const place = join(folder, 'node_modules', name)
    await mkdir(dirname(place), { recursive: true })
    await symlink(join(process.cwd(), 'node_modules', name), place)
  }
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  await write('package.json', '{"type":"module"}')
  return { folder, write, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Compiles strictly, libraries checked. @throws Error with what the compiler says */
export const compile = async (folder: string, files: string[], options: string): Promise<void> => {
  const strictly = `--target es2023 --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess
    --skipLibCheck false --ignoreConfig --typeRoots ${join(folder, 'node_modules', '@types')}`
  const args = [...`${strictly} ${options}`.split(/\s+/), ...files.map((name) => join(folder, name))]
  await run(join('node_modules', '.bin', 'tsc'), args, { encoding: 'utf8' }).catch(
    (error: { stdout: string }) => {
      throw new Error(error.stdout)
    },
  )
}
