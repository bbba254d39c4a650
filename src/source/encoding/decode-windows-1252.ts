/** What the bytes from 0x80 to 0x9F are in Windows-1252; a blank where they are nothing. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/**
 * Text in Windows-1252. TextDecoder of Node 20 and others takes it for Latin-1 where it decodes at once, so that
 * quotation marks and the euro sign become controls.
 */
export const decodeWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\x80-\x9f]/g, (char) => upper[char.charCodeAt(0) - 0x80]?.trim() || '\uFFFD')
