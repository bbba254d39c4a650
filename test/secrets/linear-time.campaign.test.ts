import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { escapeControls, escapeToOneLine } from '../../src/outcome/escape-controls.js'
import { neutraliseCell, restoreCell } from '../../src/outcome/formula-cell.js'
import { defaultPlanRules } from '../../src/plan/plan-rules.js'
import { planUser } from '../../src/plan/plan-user.js'
import { isSkip } from '../../src/presets/preset.js'
import { presets } from '../../src/presets/registry.js'
import { maskMessage } from '../../src/report/mask-personal-data.js'
import { csvLine } from '../../src/report/run-files/csv-line.js'
import { unnamed } from '../../src/secrets/kept-out.js'
import { judgeName } from '../../src/secrets/judge-name.js'
import { maskQuoted, maskRawText, maskText } from '../../src/secrets/mask-text.js'
import { SecretFilter } from '../../src/secrets/secret-filter.js'
import { findShape } from '../../src/secrets/secret-shape.js'

import type { JsonObject, JsonValue } from '../../src/source/source-record.js'
import { readExport } from '../presets/describe-preset.js'
import { emptyContext } from '../presets/empty-context.js'

const length = 1_000_000

const pieces = {
  letters: 'a',
  capitals: 'A',
  digits: '7',
  hex: 'deadbeef01',
  base64: 'aB3+/',
  underscores: '_',
  'words of secrets': 'password',
  'names in snake case': 'password_token_',
  'names in camel case': 'passwordToken',
  blanks: ' ',
  'line feeds': '\n',
  colons: ':',
  'equals signs': '=',
  'names and colons': 'token:',
  'names and marks': 'token = ',
  'pairs without end': 'password="',
  'closing tags': '</',
  'elements of secrets': '<token>x7Kp2mQ9vL3</token>',
  'links in links': 'https://example.com/reset/x7Kp2mQ9vL3/',
  'starts of links': '://',
  'starts of tokens': 'eyJ',
  'PHP values': 's:5:"token";',
  quotes: '"',
  apostrophes: "'",
  'escaped quotes': '\\"',
  backslashes: '\\',
  dollars: '$',
  'parts of a crypt string': '$a',
  braces: '{',
  brackets: '[',
  'empty objects': '{}',
  'half of a scheme': '{SSHA',
  dashes: '-',
  'begins of keys': '-----BEGIN PRIVATE KEY-----',
  dots: '.',
  'parts of a token': 'eyJhbGciOi.',
  slashes: '/',
  addresses: 'http://a:b',
  ats: '@',
  controls: '\u001b',
  'carriage returns': '\r',
  'accents apart': 'e\u0301',
  Cyrillic: 'парольи',
  Chinese: '密',
  'serialised values': 's:1:"',
  'halves of pairs': '\ud800',
}

const scanners: Record<string, (text: string) => unknown> = {
  judgeName,
  findShape,
  maskText,
  maskQuoted,
  maskRawText: (text) => maskRawText(`{${text}`),
  'SecretFilter, text': (note) =>
    new SecretFilter().filter({ note, also: `{${note}`, php: `a:1:{${note}` }, '', unnamed),
  'SecretFilter, state': (note) =>
    new SecretFilter().filter({ key: note, password_reset: note, session: note }, '', unnamed),
  'SecretFilter, name': (name) => new SecretFilter({ keep: ['x'] }).filter({ [name]: 'x' }, '', unnamed),
  escapeControls,
  escapeToOneLine,
  neutraliseCell,
  restoreCell,
  csvLine: (text) => csvLine([text]),
  maskMessage,
}

/** Quadratic time would be minutes; the bound is far above what a busy machine needs. */
const mostMs = 5000

describe.each(Object.entries(scanners))('%s takes a megabyte', (_name, scan) => {
  test.each(Object.entries(pieces))('of %s', (_kind, piece) => {
    const text = piece.repeat(Math.ceil(length / piece.length))
    const before = performance.now()
    scan(text)
    expect(performance.now() - before).toBeLessThan(mostMs)
  })
})

/** Every text of the first records of every system, one after the other, is a long one of every kind. */
describe('presets and plans take long texts in every place', () => {
  test.each(presets)('$name', async (preset) => {
    const [file] = readdirSync(`fixtures/${preset.name}`).filter((name) =>
      /^users\.(?:json|ndjson|csv|ldif)$/.test(name),
    )
    if (file === undefined) return
    const [record] = await readExport(`${preset.name}/${file}`, { jsonPath: preset.jsonPath })
    const person = preset.expand?.(record ?? {})?.[0] ?? record ?? {}
    for (const place of placesOf(person)) {
      for (const piece of Object.values(pieces)) {
        const before = performance.now()
        const user = preset.toUser(
          replaceAt(person, place, piece.repeat(50_000 / piece.length)),
          emptyContext,
        )
        if (!isSkip(user)) planUser(user, defaultPlanRules)
        expect(performance.now() - before).toBeLessThan(mostMs)
      }
    }
  })
})

const placesOf = (value: JsonValue, place: string[] = []): string[][] => {
  if (typeof value === 'string') return [place]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...place, key]))
}

const replaceAt = (record: JsonObject, [key = '', ...rest]: readonly string[], text: string): JsonObject => ({
  ...record,
  [key]:
    rest.length === 0
      ? text
      : Array.isArray(record[key])
        ? Object.values(replaceAt(Object.fromEntries(Object.entries(record[key])), rest, text))
        : replaceAt(record[key] as JsonObject, rest, text),
})
