import { expect, test } from 'vitest'
import { explainSilence } from '../../../src/logto/retry/explain-silence.js'

test.each([
  [
    'http://127.0.0.1:3999',
    undefined,
    'ECONNREFUSED',
    'cannot reach Logto at 127.0.0.1:3999: nothing accepts',
  ],
  [
    'https://auth.example.com',
    undefined,
    'ENOTFOUND',
    'at auth.example.com:443: no such host is known (ENOTFOUND)',
  ],
  ['http://localhost/logto', undefined, 'answer_timeout', 'at localhost:80: no answer came in time'],
  [
    'https://[::1]:8443',
    undefined,
    'target_unavailable',
    'at [::1]:8443: The target, or what stands before it',
  ],
  [
    'https://a.example.com',
    'http://u:p@proxy.example.com:3128',
    'ECONNREFUSED',
    'through the proxy proxy.example.com:3128',
  ],
  ['https://a.example.com', undefined, 'EWHATEVER', 'no usable answer (EWHATEVER)'],
])('%s through %s: %s', (endpoint, proxy, why, said) => {
  const text = explainSilence(endpoint, proxy)(why, true)
  expect(text).toContain(said)
  expect(text).toContain('Check LOGTO_ENDPOINT')
  expect(text).not.toContain('u:p')
})
