import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { postgresqlDialect } from '../../src/export/databases/dialect.js'
import { Names, type Table } from '../../src/export/databases/names.js'
import { listExportSystems } from '../../src/export/open-export-source.js'
import { listSqlSystems } from '../../src/export/systems/sql-systems.js'
import { vendors } from '../../src/export/vendors/vendor-registry.js'

/** A table of one's own has the page of the preset that reads it. */
const pageOf = (system: string): string => `docs/sources/${system === 'sql' ? 'generic' : system}.md`
const read = (path: string): Promise<string> => readFile(path, 'utf8')
const overview = await read('docs/export.md')

describe.each(listExportSystems())('the page of %s', (system) => {
  it('begins with the one command that exports, and the least permissions', async () => {
    const page = await read(pageOf(system))
    const [, block = ''] = /```\w*\n([^]*?)```/.exec(page) ?? []
    if (system !== 'sql') expect(block).toMatch(new RegExp(`logto-migrate export ${system}\\b`))
    expect(page).toContain(`logto-migrate export ${system}`)
    const [, permissions = ''] = /Least permissions([^]*?)\n\n/.exec(page) ?? []
    expect(permissions.length).toBeGreaterThan(20)
    const end = page.indexOf('logto-migrate export') + 3_000
    expect(page.indexOf('Least permissions')).toBeLessThan(end)
    expect(overview).toContain(`\`${system}\``)
  })
})

describe.each(Object.keys(vendors))('the page of %s', (system) => {
  it('names every variable that has to be set, and what it was tried on', async () => {
    const page = await read(pageOf(system))
    const { variables, optional = {} } = await vendors[system]!()
    for (const variable of Object.values(variables)) expect(page).toContain(variable)
    const both = page + overview
    for (const variable of Object.values(optional)) expect(both).toContain(variable)
    expect(page).toMatch(
      system === 'logto'
        ? /[Tt]ried against the sandbox/
        : /[Tt]ried against[^.]*(?:mock|emulator)[^]*?not on (?:the|a) real (?:service|server|core)|not on AWS/,
    )
  })
})

/** Every table is there, with every column that is asked for. */
class AllNames extends Names {
  readonly asked: string[] = []

  override find(...names: readonly string[]): Table {
    this.asked.push(...names.slice(0, 1))
    return { sql: names[0]!, name: names[0]!, columns: [] }
  }

  override column(_table: Table, ...names: readonly string[]): string | undefined {
    return names[0]
  }
}

describe.each(listSqlSystems('acme'))('the page of $name', (sqlSystem) => {
  it('names the tables that have to be readable', async () => {
    const names = new AllNames(postgresqlDialect, [], 'public')
    sqlSystem.plan(names)
    const page = await read(pageOf(sqlSystem.name))
    const missing = names.asked
      .map((name) => name.replace(/^.*\./, ''))
      .filter((name) => !page.includes(name))
    // Zitadel's projections have a number in their names, and are looked for in the list.
    if (sqlSystem.name !== 'zitadel') expect(names.asked).not.toEqual([])
    expect(missing).toEqual([])
  })
})
