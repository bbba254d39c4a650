/** Text for HTML, also inside a quoted attribute. Characters that HTML cannot hold become U+FFFD. */
export const escapeHtml = (text: string | number): string =>
  String(text)
    .replace(unfit, '\u{fffd}')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// oxlint-disable-next-line no-control-regex
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** JSON for a script element of the type application/json: nothing in it can end the element. */
export const embedJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
