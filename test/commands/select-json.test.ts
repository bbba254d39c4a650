import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileSelection } from '../../src/jobs/api/select-json.js'

const value = {
  users: [
    { id: 'a', name: 'Anna', roles: [{ name: 'x' }, { name: 'y' }] },
    { id: 'b', name: null, roles: [] },
  ],
  'odd key': 1,
  total: 2,
}

describe('compileSelection', () => {
  test.each<[string, unknown[]]>([
    ['.', [value]],
    ['.total', [2]],
    ['.absent.further', [null]],
    ['."odd key"', [1]],
    ['.["odd key"]', [1]],
    ['.users[].id', ['a', 'b']],
    ['.users[0].name', ['Anna']],
    ['.users[-1].id', ['b']],
    ['.users[7]', [null]],
    ['.users | .[1].id', ['b']],
    [
      '.users[] | {id, first: .roles[0].name}',
      [
        { id: 'a', first: 'x' },
        { id: 'b', first: null },
      ],
    ],
    [
      '.users[] | { id , role: .roles[].name }',
      [
        { id: 'a', role: 'x' },
        { id: 'a', role: 'y' },
      ],
    ],
    ['.users | length', [2]],
    ['.users[0] | keys', [['id', 'name', 'roles']]],
  ])('%s', (text, expected) => expect(compileSelection(text)(value)).toEqual(expected))

  test.each([
    ['', /expected a path/],
    ['users', /got "users"/],
    ['.users[', /expected \]/],
    ['.a..b', /expected a name/],
    ['.a | ', /got the end/],
    ['{id', /expected \}/],
    ['.a + 1', /expected the end at character 4/],
    ['.users | map(.id)', /got "map/],
  ])('refuses %j', (text, message) => expect(() => compileSelection(text)).toThrow(message))

  test.each([
    ['.users.id', /member of an array; try \.\[\]/],
    ['.total[]', /got a number/],
    ['.total | keys', /got a number/],
  ])('cannot go into: %s', (text, message) => expect(() => compileSelection(text)(value)).toThrow(message))

  test('finds any key of any object', () =>
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (key, member) => {
        const selection = compileSelection(`.[${JSON.stringify(key)}]`)
        expect(selection(Object.fromEntries([[key, member]]))).toEqual([member])
      }),
    ))

  test('ends with a selection or an error that says what to do', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'.[]{}|:,"a1 -\\') }), (text) => {
        try {
          compileSelection(text)
        } catch (error) {
          expect(error).toMatchObject({ code: 'selection_invalid' })
        }
      }),
    ))
})
