const notes =
  'required|optional|mandatory|recommended|read[ -]?only|upload only|unique|pflicht(?:feld)?|erforderlich|freiwillig|obligatoire|facultatif|obligatori[oa]|requerid[oa]|opcional|opzionale|richiesto|verplicht|optioneel|wymagane|opcjonalne|必須|任意|必填|选填|可选'
const bracketedNote = new RegExp(`(?<!\\s)\\s*[[(（【](?:${notes})[\\])）】]\\s*$`, 'i')

/**
 * The name of a column without what stands around it: invisible characters, blanks, quotes, marks for required
 * fields (`*`, `:`), dots at the end (`Mobile No.` is no path), notes in brackets (`Email [Required]`, `First name (optional)`). Other brackets stay: they may
 * hold the name itself (`Name [displayName]`).
 */
export const cleanHeading = (heading: string): string => {
  let text = trimInvisible(heading)
  while (true) {
    const shorter = trimInvisible(
      unquote(
        text
          .replace(bracketedNote, '')
          .replace(/[\s*:.]{1,20}$/, '')
          .replace(/^\*\s*/, ''),
      ),
    )
    if (shorter === text || shorter === '') return text
    text = shorter
  }
}

// Blanks of every kind, no-break space, zero-width characters, byte order marks where files were put together.
const invisibleAtEnds =
  /^[\s\u200B-\u200F\u2060\uFEFF\u00AD]+|(?<![\s\u200B-\u200F\u2060\uFEFF\u00AD])[\s\u200B-\u200F\u2060\uFEFF\u00AD]+$/g

const trimInvisible = (text: string): string => text.replace(invisibleAtEnds, '').replaceAll('\u00A0', ' ')

const unquote = (text: string): string =>
  text.length > 2 && (/^"[^"]*"$/.test(text) || /^'[^']*'$/.test(text) || /^`[^`]*`$/.test(text))
    ? text.slice(1, -1)
    : text
