/**
 * Every POST that an export may send, by vendor: searches, lists that a vendor asks for by POST, and Auth0's job, which
 * writes a file of users and changes nothing else. Tokens are asked for at the address of the vendor's own sign-in
 * (`request-token.ts`). Whatever is not here is not sent.
 */
const readingPosts: { readonly [vendor: string]: readonly RegExp[] } = {
  auth0: [/^\/api\/v2\/jobs\/users-exports$/],
  cognito: [/^\/ AWSCognitoIdentityProviderService\.(?:List[A-Za-z]{1,40}|DescribeUserPool)$/],
  descope: [/^\/v2\/mgmt\/user\/search$/],
  entra: [/^\/v1\.0\/directoryObjects\/getAvailableExtensionProperties$/],
  firebase: [
    /^(?:\/identitytoolkit\.googleapis\.com)?\/v1\/projects\/[^/]{1,200}\/(?:tenants\/[^/]{1,200}\/)?accounts:query$/,
  ],
  fusionauth: [/^\/api\/user\/search$/],
  stytch: [/^\/v1\/users\/search$/, /^\/v1\/b2b\/organizations\/(?:members\/)?search$/],
  zitadel: [/^\/v2\/users$/, /^\/v2\/organizations\/_search$/, /^\/admin\/v1\/export$/],
}

/**
 * Whether a POST only reads.
 *
 * @param action what `x-amz-target` says, where one address serves every call
 */
export const isReadingPost = (vendor: string, pathname: string, action: string | undefined): boolean => {
  const call = action === undefined ? pathname : `${pathname} ${action}`
  return (readingPosts[vendor] ?? []).some((pattern) => pattern.test(call))
}
