import { expect, test } from 'vitest'
import { errorCodeOf, errorMessageOf } from '../../../src/logto/http/error-code.js'

const answer = (body: unknown) => ({ status: 422, headers: {}, body, elapsedMs: 1 })

test('codes and messages of the target stay on one line, and short', () => {
  const hostile = answer({
    code: 'a.b\r\nDone.',
    message: `no\n\nDone.\u2028${'x'.repeat(5000)}`,
    details: 'd\te',
  })
  expect(errorCodeOf(hostile)).toBe('a.b Done.')
  expect(errorMessageOf(hostile)).toMatch(/^no Done\. x+ d e$/)
  expect(errorMessageOf(hostile).length).toBeLessThan(2002)
})

test("without a body of Logto's the status stands for both", () => {
  for (const body of [undefined, 'text', { code: '', message: 7 }]) {
    expect([errorCodeOf(answer(body)), errorMessageOf(answer(body))]).toEqual(['http_422', 'HTTP status 422'])
  }
})
