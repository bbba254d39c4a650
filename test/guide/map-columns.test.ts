import { describe, expect, it } from 'vitest'
import { mapColumns } from '../../src/guide/map-columns.js'
import { describeColumnTable } from '../../src/guide/column-table.js'
import { readColumns } from '../../src/guide/read-columns.js'
import { suggestTargets } from '../../src/guide/suggest-targets.js'
import { generic } from '../../src/presets/generic/generic.js'
import { scriptPrompts } from './scripted-prompts.js'

const sample = [1, 2, 3].map((number) => ({
  id: String(number),
  Kontakt: `anna${number}@example.com`,
  Tel: `+4915112345${number}00`,
  crm_token: `tok_live_1234567890abcdef${number}`,
  Stufe: 'gold',
  Foto: `https://img.example.com/${number}.png`,
  kennwort: '$2y$10$GVBKCu3dt45YDVFfGfo.6eGdKkRVXoE9Bm2sMJlGw1gYr0VKZQ9Ea',
}))

const nowMs = Date.UTC(2026, 0, 1)

const map = (answers: (string | boolean)[], columns = {}) => {
  const prompts = scriptPrompts(answers)
  return { prompts, mapping: mapColumns({ prompts, preset: generic, sample, nowMs, columns }) }
}

describe('columns that were not understood', () => {
  it('are asked about one by one, with what their values look like first, and a preview after each', async () => {
    const { prompts, mapping } = map([
      'primaryEmail',
      'Leave it out',
      'A name of its own',
      'crm tier',
      'crm.tier',
      'avatar',
    ])
    expect(await mapping).toEqual({
      Kontakt: 'primaryEmail',
      crm_token: null,
      Stufe: 'customData.crm.tier',
      Foto: 'avatar',
    })
    expect(prompts.asked.map(({ message }) => message.split(' (')[0])).toEqual([
      'Kontakt',
      'crm_token',
      'Stufe',
      'Its name in customData?',
      'Foto',
    ])
    expect(prompts.asked[0]?.labels[0]).toBe('primaryEmail')
    const [first, ...others] = prompts.shown
    expect(first).toMatch(/as primaryEmail\n[^]*primaryEmail +anna1@example\.com/)
    expect(others.join('\n')).toMatch(
      /refused: expected letters[^]*customData\.crm +\{"tier":"gold"\}[^]*avatar +https:/,
    )
    expect(prompts.shown.join('\n')).not.toMatch(/\$2y\$|tok_live/)
  })

  it('can be left as they are, all at once', async () => {
    const { prompts, mapping } = map(['Keep this and the other'])
    expect(await mapping).toEqual({})
    expect(prompts.asked).toHaveLength(1)
  })

  it('are not asked about where a flag says what they are', async () => {
    const columns = { Kontakt: 'primaryEmail', crm_token: null, Stufe: 'customData.tier', Foto: null }
    const { prompts, mapping } = map([], columns)
    expect(await mapping).toEqual(columns)
    expect(prompts.asked).toEqual([])
  })

  it('a field is picked from all there are', async () => {
    const { mapping } = map(['Another field', 'username', 'Nothing that Logto needs', 'Keep this'])
    expect(await mapping).toEqual({ Kontakt: 'username' })
  })
})

describe('the table of columns', () => {
  it.each([72, 112, 30])('fits into %i columns, and shows no secret', (width) => {
    const lines = describeColumnTable(readColumns(generic, sample, {}, nowMs), width)
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width)
    expect(lines).toHaveLength(8)
    expect(lines.join('\n')).not.toMatch(/\$2y|tok_live/)
    if (width > 60) {
      expect(lines.join('\n')).toMatch(/crm_token +100 % +•+ +\? left out, a secret/)
      expect(lines.join('\n')).toMatch(/kennwort +100 % +•+ +password/)
    }
  })
})

it.each([
  ['kontakt_mail', ['x@example.com', 'y@example.org'], 'primaryEmail'],
  ['nr', ['+49 151 1234567', '+49 151 7654321'], 'primaryPhone'],
  ['bild', ['https://a.example/b.jpg'], 'avatar'],
  ['seite', ['https://a.example/'], 'profile.website'],
  ['angelegt', ['2024-01-02 10:11:12'], 'migratedFrom.createdAt'],
  ['gruppen', ['a,b', 'c,d'], 'roles'],
  ['usrname', ['anna'], 'username'],
  ['h', ['5f4dcc3b5aa765d61d8327deb882cf99'], 'passwordHash'],
])('%s with %j is suggested as %s', (column, values, path) => {
  const records = values.map((value) => ({ [column]: value }))
  expect(suggestTargets(column, records).map((suggestion) => suggestion.path)).toContain(path)
})

it('nothing is suggested for what looks like nothing', () => {
  expect(suggestTargets('stufe', [{ stufe: 'gold' }, { stufe: 'silber' }])).toEqual([])
})
