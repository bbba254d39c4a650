import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeMemoryFolder } from '../../support/servers/rehearse-vendor.js'
import { exportFrom, readRows } from '../../support/servers/vendor-server.js'

/**
 * Emulators of the vendors are larger than everything else together (firebase-tools has 390 MB), so they are started by
 * hand: `npx firebase-tools emulators:start --only auth --project demo-acme`, and `npx cognito-local`.
 */
const firebaseHost = process.env['FIREBASE_AUTH_EMULATOR_HOST']
const cognitoUrl = process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER']

const count = 1_200

const post = async (url: string, body: unknown, headers: { [name: string]: string }): Promise<unknown> => {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  return text === '' ? {} : JSON.parse(text)
}

it.skipIf(firebaseHost === undefined)(
  'firebase: the Auth emulator (FIREBASE_AUTH_EMULATOR_HOST)',
  async () => {
    const project = `demo-${Date.now()}`
    const url = `http://${firebaseHost}/identitytoolkit.googleapis.com/v1/projects/${project}/accounts:batchCreate`
    const headers = { 'content-type': 'application/json', authorization: 'Bearer owner' }
    for (let first = 0; first < count; first += 400) {
      const users = Array.from({ length: 400 }, (_, index) => ({
        localId: `uid-${first + index}`,
        email: `user${first + index}@example.com`,
        emailVerified: true,
      }))
      await post(url, { users }, headers)
    }
    const folder = join(await makeMemoryFolder(), 'firebase')
    const env = { FIREBASE_AUTH_EMULATOR_HOST: firebaseHost!, FIREBASE_PROJECT_ID: project }
    await exportFrom('firebase', env, folder)
    const ids = (await readRows(folder, 'users')).map(({ localId }) => localId)
    expect([ids.length, new Set(ids).size]).toEqual([count, count])
  },
)

it.skipIf(cognitoUrl === undefined)(
  'cognito: cognito-local (AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER)',
  async () => {
    const call = (action: string, body: unknown): Promise<unknown> =>
      post(cognitoUrl!, body, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
      })
    const { UserPool } = (await call('CreateUserPool', { PoolName: 'test' })) as { UserPool: { Id: string } }
    const { Id: UserPoolId } = UserPool
    await call('CreateGroup', { UserPoolId, GroupName: 'editors' })
    for (let index = 0; index < 130; index += 1) {
      const email = `user${index}@example.com`
      const { User } = (await call('AdminCreateUser', {
        UserPoolId,
        Username: email,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: email }],
      })) as { User: { Username: string } }
      const { Username } = User
      if (index < 70) await call('AdminAddUserToGroup', { UserPoolId, Username, GroupName: 'editors' })
    }
    const folder = join(await makeMemoryFolder(), 'cognito')
    const env = {
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognitoUrl!,
      COGNITO_USER_POOL_ID: UserPoolId,
    }
    await exportFrom('cognito', env, folder)
    const names = (await readRows(folder, 'users')).map(({ Username }) => Username)
    expect([names.length, new Set(names).size]).toEqual([130, 130])
    expect(await readRows(folder, 'groups')).toHaveLength(70)
  },
  60_000,
)
