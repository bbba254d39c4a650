import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Builds the program into a folder of its own, so that a test drives what is in src now whatever lies in dist.
 *
 * @returns the folder, to be deleted by the caller, and the path of cli.js in it
 */
export const buildProgram = async (): Promise<{ folder: string; cli: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'program-'))
  await copyFile('package.json', join(folder, 'package.json'))
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  const tsc = resolve('node_modules/typescript/bin/tsc')
  const flags = ['-p', 'src/tsconfig.json', '--outDir', join(folder, 'dist'), '--declaration', 'false']
  await run(process.execPath, [tsc, ...flags])
  return { folder, cli: join(folder, 'dist', 'cli.js') }
}
