import { describe, expect, it } from 'vitest'
import { firebase } from '../../src/presets/firebase/firebase.js'
import { describePreset } from './describe-preset.js'
import { emptyContext } from './empty-context.js'

const project = {
  signerKey: 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
  saltSeparator: 'Bw==',
  rounds: 8,
  memCost: 14,
}
const context = { passwordParams: { firebase: project } }

describePreset(firebase, [
  { file: 'users.json', context },
  { file: 'admin-sdk.ndjson', context, expected: 'admin-sdk.expected-plans.json' },
  {
    file: 'headerless-29.csv',
    context,
    columns: firebase.csvColumns?.(29) ?? [],
    expected: 'headerless-29.expected-plans.json',
  },
  {
    file: 'headerless-53.csv',
    context,
    columns: firebase.csvColumns?.(53) ?? [],
    expected: 'headerless-53.expected-plans.json',
  },
])

describe('firebase', () => {
  it('names the columns of both headerless layouts and of no other', () => {
    expect(firebase.csvColumns?.(29)?.[27]).toBe('customAttributes')
    expect(firebase.csvColumns?.(53)?.[48]).toBe('yahoo.com.rawId')
    expect(firebase.csvColumns?.(28)).toHaveLength(28)
    expect(firebase.csvColumns?.(30)).toBeUndefined()
  })

  it('says what is missing without the keys of the project', () => {
    const record = { localId: 'a', email: 'a@example.com', passwordHash: 'AAAA', salt: 'AAAA' }
    expect(firebase.toUser(record, emptyContext)).toMatchObject({
      unconvertiblePassword: { reason: 'missing_parameters' },
      losses: [{ kind: 'password' }],
    })
  })

  it('takes enterprise providers that the operator has mapped', () => {
    const record = { localId: 'a', providerUserInfo: [{ providerId: 'oidc.corp', rawId: 's1' }] }
    const user = firebase.toUser(record, { ...emptyContext, connectors: { 'oidc.corp': 'corp' } })
    expect(user).toMatchObject({ identities: { corp: { userId: 's1' } }, losses: [] })
  })
})
