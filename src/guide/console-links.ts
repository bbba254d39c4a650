/** Pages of Logto's Console that a migration needs. */
export interface ConsoleLinks {
  /** Where the machine-to-machine application is made. */
  application: string
  /** Where its role is made. */
  role: string
  /** What is known only to whoever runs the server. */
  note: string | undefined
}

/**
 * The Console of a tenant: of Logto Cloud at its address by tenant id; of one's own server at ADMIN_ENDPOINT, which the
 * endpoint does not tell, but for the ports of a Logto as it comes.
 */
export const consoleLinks = (endpoint: string | undefined, tenantId: string | undefined): ConsoleLinks => {
  const isCloud = tenantId !== undefined && tenantId !== 'default'
  if (isCloud) return pagesOf(`https://cloud.logto.io/${encodeURIComponent(tenantId)}`, undefined)
  const url = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url?.port === '3001') {
    url.port = '3002'
    return pagesOf(`${url.origin}/console`, undefined)
  }
  return pagesOf(
    '<ADMIN_ENDPOINT>/console',
    'ADMIN_ENDPOINT is the address of the Console of your server, by default port 3002',
  )
}

const pagesOf = (base: string, note: string | undefined): ConsoleLinks => ({
  application: `${base}/applications/create`,
  role: `${base}/roles/create`,
  note,
})
