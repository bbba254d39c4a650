export interface WalkedSite {
  pages: string[]
  links: number
  /** Addresses that nothing is at. */
  dead: string[]
  /** Links to a part that the page does not have. */
  nowhere: string[]
}

/** Evaluated in a page: all pages that links reach from the first one, by the links and anchors that the browser sees. */
export const walkSite = `(async () => {
  const anchors = new Map()
  const links = []
  const waiting = [new URL('index.html', location.href).href]
  const seen = new Set(waiting)
  const dead = []
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const answer = await fetch(at)
    if (!answer.ok) dead.push(at)
    if (!answer.ok || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue
    const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html')
    anchors.set(at, new Set(Array.from(parsed.querySelectorAll('[id]'), ({ id }) => id)))
    for (const link of parsed.querySelectorAll('a[href]')) {
      const to = new URL(link.getAttribute('href'), at)
      if (to.origin !== location.origin) continue
      const hash = decodeURIComponent(to.hash.slice(1))
      to.hash = ''
      const target = to.href.endsWith('/') ? to.href + 'index.html' : to.href
      links.push({ from: at, to: target, hash })
      if (!seen.has(target)) waiting.push(target)
      seen.add(target)
    }
  }
  const nowhere = links.filter(({ to, hash }) => hash !== '' && anchors.get(to)?.has(hash) === false)
  return {
    pages: [...anchors.keys()],
    links: links.length,
    dead,
    nowhere: nowhere.map(({ from, to, hash }) => from + ' -> ' + to + '#' + hash),
  }
})()`
