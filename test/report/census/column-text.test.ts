import { expect, test } from 'vitest'
import { describeColumns } from '../../../src/report/census/column-text.js'

const column = (name: string, fate: 'unknown' | 'secret') => ({
  column: name,
  fate,
  goesTo: fate === 'secret' ? '' : `customData.${name}`,
  filled: 4,
  nulls: 0,
})

test('a column that is kept out as a secret does not go to customData', () => {
  const lines = describeColumns([column('city', 'unknown'), column('access_token', 'secret')], 4)
  expect(lines.slice(2)).toEqual([
    '    100 %  city → customData.city',
    '    100 %  access_token → nowhere: kept out as a secret',
  ])
})
