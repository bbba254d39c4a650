/**
 * An address of the API, below the path that its origin may have. Links of the vendor are followed on the host that the
 * operator named and on no other: credentials go with every request, and a server behind a proxy may not know its name.
 *
 * @param path from the root of the API, or a link as the vendor gave it
 */
export const addressOf = (path: string, base: string): URL => {
  const origin = new URL(base)
  const isLink = /^https?:\/\//i.test(path)
  const link = isLink ? new URL(path) : undefined
  const [pathname = '', ...query] = path.split('?')
  const address = new URL(origin.origin)
  address.pathname = link?.pathname ?? origin.pathname.replace(/(?<!\/)\/+$/, '') + pathname
  address.search = link?.search ?? query.join('?')
  return address
}
