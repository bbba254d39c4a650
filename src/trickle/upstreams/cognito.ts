import { createHmac } from 'node:crypto'
import { faultOf, type Post, textOf } from './post.js'
import type { ConfigOf } from './upstream-config.js'
import { type Upstream, UpstreamError } from './upstream.js'

/** Asked of people only after their password was right. */
const challengesAfterPassword = new Set([
  'SMS_MFA',
  'EMAIL_OTP',
  'SMS_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'NEW_PASSWORD_REQUIRED',
  'DEVICE_SRP_AUTH',
])

/** Amazon Cognito: `InitiateAuth` with `USER_PASSWORD_AUTH`, which the app client must allow. */
export const createCognitoUpstream = (
  { region, clientId, clientSecret, endpoint }: ConfigOf<'cognito'>,
  post: Post,
): Upstream => ({
  verify: async ({ name, password }, signal) => {
    const secretHash =
      clientSecret === undefined
        ? {}
        : {
            SECRET_HASH: createHmac('sha256', clientSecret)
              .update(name + clientId)
              .digest('base64'),
          }
    const answer = await post(
      {
        url: endpoint ?? `https://cognito-idp.${region}.amazonaws.com/`,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
        },
        text: JSON.stringify({
          AuthFlow: 'USER_PASSWORD_AUTH',
          ClientId: clientId,
          AuthParameters: { USERNAME: name, PASSWORD: password, ...secretHash },
        }),
      },
      signal,
    )
    if (answer.status === 200) {
      if (typeof answer.body['AuthenticationResult'] === 'object') return true
      if (challengesAfterPassword.has(textOf(answer.body, 'ChallengeName'))) return true
      throw new UpstreamError('unexpected', 'a challenge that asks for more than the password')
    }
    const code = textOf(answer.body, '__type').replace(/^.*#/, '')
    const message = textOf(answer.body, 'message')
    if (code === 'NotAuthorizedException') return judgeRefusal(message)
    if (code === 'UserNotFoundException') return false
    if (code === 'UserNotConfirmedException' || code === 'PasswordResetRequiredException') {
      throw new UpstreamError('blocked', code)
    }
    if (code === 'TooManyRequestsException' || code === 'LimitExceededException') {
      throw new UpstreamError('limited', code)
    }
    if (code === 'ResourceNotFoundException' || code === 'InvalidParameterException') {
      throw new UpstreamError('misconfigured', code)
    }
    throw faultOf(answer, code)
  },
})

/** One code stands for a wrong password, a disabled user, a lock, and a client secret that does not fit. */
const judgeRefusal = (message: string): false => {
  if (/attempts exceeded/i.test(message)) throw new UpstreamError('limited', 'PasswordAttemptsExceeded')
  if (/disabled/i.test(message)) throw new UpstreamError('blocked', 'UserDisabled')
  if (/secret/i.test(message)) throw new UpstreamError('misconfigured', 'the client secret does not fit')
  return false
}
