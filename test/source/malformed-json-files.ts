import type { MalformedCase } from './malformed-case.js'

const one = { id: 1, n: 'x' }
const two = { id: 2, n: 'y' }
const [oneText, twoText] = [JSON.stringify(one), JSON.stringify(two)]

const long = 'x'.repeat(8 * 1024 * 1024)

export const jsonFiles: Record<string, MalformedCase> = {
  'a file cut before the list': {
    input: '{"kind":"x","use',
    options: { format: 'json' },
    expected: [[1, 'json_truncated']],
  },
  'an open list': { input: '[', expected: [[1, 'json_truncated']] },
  'an open object': { input: '{', expected: [[1, 'json_truncated']] },
  'text before the list': {
    input: `Exported 2 users\n[${oneText},${twoText}]`,
    options: { format: 'json' },
    expected: [
      [1, 'json_syntax'],
      [2, one],
      [2, two],
    ],
  },
  'text behind the list': {
    input: `[${oneText},${twoText}]\nDone in 3 s\n`,
    expected: [
      [1, one],
      [1, two],
      [2, 'json_syntax'],
    ],
  },
  'no JSON at all': {
    input: 'a,b\n1,2\n',
    options: { format: 'json' },
    expected: [
      [1, 'json_syntax'],
      [2, 'json_syntax'],
    ],
  },
  'a lone bracket behind the list': {
    input: `[${oneText},${twoText}]]`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_syntax'],
    ],
  },
  'pages one after another': {
    input: `[${oneText}][${twoText}]`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'envelopes one after another': {
    input: `{"users":[${oneText}],"next":"t"}\n{"users":[${twoText}],"next":null}\n`,
    expected: [
      [1, one],
      [2, two],
    ],
  },
  'envelopes with a broken element between': {
    input: `{"users":[${oneText},{"id":}]}\n{"users":[${twoText}]}\n`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [2, two],
    ],
  },
  'pages in a list': {
    input: `[[${oneText}],[],[${twoText}]]`,
    expected: [
      [1, one],
      [1, two],
    ],
  },
  'an opening bracket too many': {
    input: `[${oneText},[${twoText}]`,
    expected: [
      [1, one],
      [1, two],
      [1, 'json_truncated'],
    ],
  },
  'a word and no sound element before it': {
    input: `[oops,${oneText},${twoText}]`,
    expected: [
      [1, 'json_syntax'],
      [1, one],
      [1, two],
    ],
  },
  'garbage that holds an object': {
    input: `[${oneText},x"id":9,"r":[{"id":5},{"id":6}]},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'an empty page': { input: `{"users":[]}\n{"users":[${twoText}]}\n`, expected: [[2, two]] },
  'objects one after another': {
    input: `{\n"id":1,"n":"x"\n}\n{\n"id":9,"n":}\n{\n"id":2,"n":"y"\n}\n`,
    expected: [
      [1, one],
      [4, 'json_syntax'],
      [6, two],
    ],
  },
  'a record alone': { input: '{\n"id":1,"n":"x"\n}', expected: [[1, one]] },
  'an empty list': { input: '[]', expected: [] },
  'an empty list in an envelope': { input: '{"users":[]}', expected: [] },
  nothing: { input: '', options: { format: 'json' }, expected: [] },
  'a byte order mark': {
    input: `\uFEFF[${oneText},{"id":},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'a byte order mark between pages': {
    input: `[${oneText}]\n\uFEFF[${twoText}]`,
    expected: [
      [1, one],
      [2, two],
    ],
  },
  'brackets and quotes in strings': {
    input: `[{"id":1,"n":"}]\\"{["},{"id":},${twoText}]`,
    expected: [
      [1, { id: 1, n: '}]"{[' }],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  CRLF: {
    input: `[\r\n${oneText},\r\n{"id":"9},\r\n${twoText}\r\n]\r\n`,
    expected: [
      [2, one],
      [3, 'json_syntax'],
      [4, two],
    ],
  },
  'an element over 8 MiB, one element a line': {
    input: `[\n${oneText},\n{"id":9,"n":"${long}"},\n${twoText}\n]`,
    expected: [
      [2, one],
      [3, 'json_element_too_large'],
      [4, two],
    ],
  },
  'a long stretch without a sound element': {
    input: `[${oneText},{"id":9,"n":"J "JD" D"${' '.repeat(70_000)}`,
    expected: [
      [1, one],
      [1, 'json_unrecoverable'],
    ],
  },
  'a key called __proto__': {
    input: `[{"__proto__":{"x":1}},{"id":},${twoText}]`,
    expected: [
      [1, JSON.parse('{"__proto__":{"x":1}}')],
      [1, 'json_syntax'],
      [1, two],
    ],
  },
  'nested too deep to follow': {
    input: `[${oneText},{"id":${'['.repeat(3000)}${']'.repeat(3000)}},${twoText}]`,
    expected: [
      [1, one],
      [1, 'json_too_deep'],
      [1, two],
    ],
  },
  'a record cut inside a list of its own, which closes where the file ends': {
    input: `{"users":[\n{"id":1,"n":["x"]},\n{"id":2,"n":["y",\n{"id":3,"n":["z"]},\n{"id":4,"n":["z"]}\n]}\n`,
    expected: [
      [2, { id: 1, n: ['x'] }],
      [3, 'json_syntax'],
      [4, { id: 3, n: ['z'] }],
      [5, { id: 4, n: ['z'] }],
    ],
  },
  'the same on one line': {
    input: `{"users":[{"id":1,"n":["x"]},{"id":2,"n":["y",{"id":3,"n":["z"]},{"id":4,"n":["z"]}]}`,
    expected: [
      [1, { id: 1, n: ['x'] }],
      [1, 'json_syntax'],
      [1, { id: 3, n: ['z'] }],
      [1, { id: 4, n: ['z'] }],
    ],
  },
  'the first record of all, cut inside a list of its own': {
    input: `{"users":[{"id":2,"n":["y",{"id":3,"n":["z"]},{"id":4,"n":["z"]}]}`,
    expected: [
      [1, 'json_syntax'],
      [1, { id: 3, n: ['z'] }],
      [1, { id: 4, n: ['z'] }],
    ],
  },
  'a file cut behind a record with objects of its own': {
    input: `[{"id":1,"n":[{"id":7},{"id":8}]}`,
    expected: [
      [1, { id: 1, n: [{ id: 7 }, { id: 8 }] }],
      [1, 'json_truncated'],
    ],
  },
}
