import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { columnAliases } from '../../src/presets/generic/columns/column-aliases.js'
import { presets } from '../../src/presets/registry.js'

describe('documentation', () => {
  it.each(presets.map(({ name }) => name))('has a page for the preset %s', async (name) => {
    expect(await readFile(`docs/sources/${name}.md`, 'utf8')).toContain(`--source ${name}`)
  })

  it('lists every column name that generic understands', async () => {
    const page = (await readFile('docs/user-record.md', 'utf8')).replace(/ +/g, ' ')
    for (const [path, names] of Object.entries(columnAliases)) {
      expect(page).toContain(`| \`${path}\` | ${names.map((name) => `\`${name}\``).join(' ')} |`)
    }
  })
})
