import { kindOfCell } from './cell-kinds.js'

/*
 * Words by which rows that are no records are told: names of columns, types, examples, totals. They decide only
 * where the form of the table leaves a choice.
 */

const headingWord =
  /^(?:(?:.{0,30}[ _.-])?(?:id|uid|uuid|guid|e-?mails?|mail|user|username|login|name|phone|mobile|telephone|tel|password|passwd|pwd|hash|role|roles|status|created|updated)(?:[ _.-](?:addr(?:ess)?|adresse|number|no|id|verified|confirmed|hash|digest|at|date|time|\d{1,2}))?|(?:user|first|last|given|family|full|display|nick|sur)[ _-]?names?|e-?mail[ _-]?addr(?:ess|esse)?|(?:user|account|member|customer|external|subject)[ _-]?(?:id|no|number)|sub|\S{0,20}_(?:at|id|name|email)|\S{0,20}(?:Id|Name|Email|At)|benutzer(?:name)?|vorname|nachname|passwort|kennwort|telefon|nom|pr[ée]nom|courriel|mot de passe|t[ée]l[ée]phone|nombre|apellidos?|correo(?: electr[óo]nico)?|contrase[ñn]a|tel[ée]fono|nome|cognome|sobrenome|senha|telefone|naam|voornaam|achternaam|wachtwoord|imi[ęe]|nazwisko|has[łl]o|jm[ée]no|имя|фамилия|почта|пароль|телефон|氏名|名前|メールアドレス|パスワード|姓名|邮箱|密码|手机|이름|이메일)$/i

/** Whether a cell is what columns are usually called. */
export const isHeadingWord = (heading: string): boolean =>
  heading.length > 0 && heading.length <= 60 && kindOfCell(heading) === undefined && headingWord.test(heading)

const typeWord =
  /^(?:string|str|text|int(?:eger)?\d{0,2}|bigint|smallint|number|numeric|float|double|decimal|bool(?:ean)?|date|datetime|time|timestamp(?:tz)?|uuid|json|jsonb|array|object|enum|email|url|(?:n?var)?char(?:acter)?(?: varying)?|required|optional|mandatory|-{2,}|=+)(?: ?\(\d{0,5}(?:,\d{0,5})?\))?\??$/i

/** Whether a row says of each column what it holds, or is a line drawn under the header. */
export const isTypeRow = (cells: readonly string[]): boolean => {
  const filled = filledOf(cells)
  return filled.length >= 2 && filled.every((cell) => typeWord.test(cell))
}

const exampleWord =
  /^(?:e\.? ?g\.|z\. ?b\.|p\. ?ex\.|p\. ?ej\.|por ejemplo\b|for example\b|(?:example|sample|beispiel|exemple|ejemplo|esempio|exemplo|voorbeeld)\b *(?::|row$|data$|zeile$|record$|$))/i

/** Whether a row shows how to fill the table in. */
export const isExampleRow = (cells: readonly string[]): boolean =>
  exampleWord.test(cells[0]?.trim() ?? '') ||
  cells.filter((cell) => exampleWord.test(cell.trim())).length >= 2

const totalWord =
  /^(?:(?:grand |sub)?totals?\b|sum(?:me)?\b *[:=]|gesamt\b|insgesamt\b|(?:итого|всего|razem|łącznie|suma|toplam|totaal|totale|celkem|összesen|合计|总计|合計|总数|총계)(?: |:|：|$)|end of (?:file|report|data|list)\b|(?:completion|execution|elapsed|total execution) time *:|\*{3}|-{3,}$)|^\(?\d{1,12} (?:rows?|records?|users?|accounts?|entries|lines?|items?|members?|zeilen?|datens(?:atz|ätze)|benutzer|lignes?|enregistrements?|utilisateurs?|filas?|registros?|usuarios?|righe|utenti|linhas|rijen|строк\S?)(?: (?:selected|returned|affected|exported|in set|total|ausgewählt)\S{0,3})?(?: \(\d{1,9}[.,]\d{1,4} sec\))?\)?\.?$/i

/** What stands below reports: who made them, when, for whom. */
const colophonWord =
  /^(?:(?:report |file |list |data )?(?:generated|exported|created|printed|produced) (?:by|on|at|from|with)\b|powered by\b|copyright\b|©|\(c\) |confidential\b|page \d+\b|(?:erstellt|exportiert|gedruckt) (?:am|von|mit)\b|(?:généré|exporté|imprimé) (?:par|le)\b|(?:generado|exportado|gerado) (?:por|el|em)\b|(?:generato|esportato) (?:da|il)\b)/i

/** Whether a row counts the rows above it or ends the report. Beside its words it has numbers at the most. */
export const isFooterRow = (cells: readonly string[]): boolean => {
  const [first, ...others] = filledOf(cells)
  if (first === undefined || !others.every((cell) => kindOfCell(cell) === 'number')) return false
  return totalWord.test(first) || colophonWord.test(first)
}

const filledOf = (cells: readonly string[]): string[] =>
  cells.flatMap((cell) => (cell.trim() === '' ? [] : [cell.trim()]))
