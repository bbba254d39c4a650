import type { Command } from 'commander'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { listPages } from '../../commands/docs/find-page.js'
import { locateRun } from '../../checkpoint/run-folder.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { nearestName } from '../../outcome/nearest-name.js'
import { presets } from '../../presets/registry.js'
import type { CommandContext } from '../../terminal/command-context.js'
import { type Candidate, listCandidates, type NameSources } from './list-candidates.js'
import { type Shell, shellScripts } from './shell-scripts.js'

/** Prints the script for a shell. */
export const printCompletion = ({ stdout }: Pick<CommandContext, 'stdout'>, wanted: string): number => {
  const shells = Object.keys(shellScripts) as Shell[]
  const shell = shells.find((name) => name === wanted.toLowerCase())
  if (shell === undefined) {
    const nearest = nearestName(wanted, shells)
    throw new MigrationError(
      'usage',
      'flag_invalid',
      `completion takes ${shells.join(', ')}, got "${wanted}"${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    )
  }
  stdout(shellScripts[shell])
  return 0
}

/** Answers the script: a word a line with what it is behind a tab, then whether files belong there. */
export const printCandidates = async (
  { stdout, folder }: Pick<CommandContext, 'stdout' | 'folder'>,
  program: Command,
  words: readonly string[],
): Promise<number> => {
  const { candidates, hasFiles } = await listCandidates(program, words, createSources(folder))
  const lines = candidates.map(({ word, about }) => `${word}\t${about.replace(/\s+/g, ' ')}`)
  stdout([...lines, hasFiles ? ':files' : ':end', ''].join('\n'))
  return 0
}

const createSources = (folder: string): NameSources => ({
  presets: () => presets.map(({ name, title }) => ({ word: name, about: title })),
  runs: () => listRuns(folder),
  topics: () => listPages().map(({ topic, title }) => ({ word: topic, about: title })),
  systems: async () => {
    const { listExportSystems } = await import('../../export/open-export-source.js')
    return listExportSystems().map((word) => ({ word, about: '' }))
  },
})

/** Folders of runs, the newest first. */
const listRuns = async (folder: string): Promise<Candidate[]> => {
  const names = await readdir(join(folder, '.migrate')).catch(() => [])
  const runs = await Promise.all(
    names.map(async (name) => {
      const info = await stat(locateRun(join(folder, '.migrate', name)).checkpoint).catch(() => undefined)
      return info && { word: `.migrate/${name}`, atMs: info.mtimeMs }
    }),
  )
  return runs
    .filter((run) => run !== undefined)
    .sort((a, b) => b.atMs - a.atMs)
    .map(({ word, atMs }) => ({ word, about: `last written ${new Date(atMs).toISOString().slice(0, 16)}` }))
}
