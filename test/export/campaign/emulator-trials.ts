import { expect } from 'vitest'
import type { ExportTrial } from './export-trial.js'

const post = async (url: string, body: unknown, headers: { [name: string]: string }): Promise<unknown> => {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  return text === '' ? {} : JSON.parse(text)
}

/** A project of its own in the Auth emulator, whose users come and go. */
export const makeFirebaseTrial = async (host: string, count: number): Promise<ExportTrial> => {
  const project = 'demo-export'
  const accounts = `http://${host}/identitytoolkit.googleapis.com/v1/projects/${project}/accounts`
  const call = (action: string, body: unknown): Promise<unknown> =>
    post(`${accounts}:${action}`, body, {
      'content-type': 'application/json',
      authorization: 'Bearer owner',
    })
  const userOf = (n: number) => ({
    localId: `uid-${n}`,
    email: `f${n}@example.com`,
    emailVerified: true,
    displayName: `Zoë ${n}`,
    customAttributes: '{"plan":"pro"}',
    ...(n % 2 === 0 ? { providerUserInfo: [{ providerId: 'google.com', rawId: `g${n}` }] } : {}),
  })
  for (let first = 1; first <= count; first += 400) {
    const length = Math.min(400, count - first + 1)
    await call('batchCreate', { users: Array.from({ length }, (_, index) => userOf(first + index)) })
  }
  return {
    system: 'firebase',
    title: 'Auth emulator of firebase-tools',
    args: ['--rate', 'off'],
    env: { FIREBASE_AUTH_EMULATOR_HOST: host, FIREBASE_PROJECT_ID: project },
    users: count,
    isSnapshot: false,
    email: 'email',
    id: 'localId',
    related: { every: 1, isInside: () => true },
    write: async ({ added, removed }) => {
      await call('batchCreate', { users: [userOf(added)] })
      if (removed > 0) await call('batchDelete', { localIds: [`uid-${removed}`], force: true })
    },
  }
}

/** A pool of its own in cognito-local, whose users come and go. */
export const makeCognitoTrial = async (host: string, count: number): Promise<ExportTrial> => {
  const url = `http://${host}`
  const call = (action: string, body: unknown): Promise<unknown> =>
    post(url, body, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
    })
  const made = (await call('CreateUserPool', { PoolName: 'test' })) as { UserPool: { Id: string } }
  const { Id: UserPoolId } = made.UserPool
  await call('CreateGroup', { UserPoolId, GroupName: 'editors' })
  const names = new Map<number, string>()
  const add = async (n: number): Promise<void> => {
    const { User } = (await call('AdminCreateUser', {
      UserPoolId,
      Username: `c${n}@example.com`,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: `c${n}@example.com` },
        { Name: 'email_verified', Value: 'true' },
      ],
    })) as { User: { Username: string } }
    names.set(n, User.Username)
  }
  for (let n = 1; n <= count; n += 1) {
    await add(n)
    if (n % 2 === 0) {
      await call('AdminAddUserToGroup', { UserPoolId, Username: names.get(n), GroupName: 'editors' })
    }
  }
  return {
    system: 'cognito',
    title: 'cognito-local',
    args: ['--rate', 'off'],
    env: {
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
      COGNITO_USER_POOL_ID: UserPoolId,
    },
    users: count,
    isSnapshot: false,
    email: 'Attributes',
    id: 'Username',
    related: { every: 1, isInside: () => true },
    write: async ({ added, removed }) => {
      await add(added)
      if (removed > 0) await call('AdminDeleteUser', { UserPoolId, Username: names.get(removed) })
    },
  }
}
