import { foldName } from '../fold-name.js'
import { listNames } from '../list-names.js'
import { isMadeOf, longestMadeName } from './made-of-words.js'
import { accountWords } from './state-name-words.js'

const list = (text: string): readonly string[] => listNames(text).map(foldName)

const emailWords = list(`
  email, e-mail, mail, courriel, correo, correo electrónico, posta elettronica, poczta, почта, эл. почта, имейл, e-posta, 邮箱, 電子郵件, メール, メールアドレス, 이메일, e-post`)

const mobileWords = list(`
  mobile, cell, cellular, gsm, Handy, Mobil, Mobiltelefon, portable, móvil, celular, telemóvel, cellulare, mobiel, komórka, мобильный, cep, 手机, 携帯, 휴대폰`)

const phoneWords = list(
  `phone, telephone, tel, number, no, nr, num, Telefon, Nummer, téléphone, numéro, teléfono, número, telefone, telefono, numero, telefoon, nummer, telefonu, телефон, 号码, 番号, 번호`,
)

/** Whose address it is, and of what kind; somebody else's (`manager`, `parent`, `emergency`) is none of the person's. */
const around = list(`
  address, addr, adr, id, primary, main, work, business, company, corporate, office, official, professional, home, private, personal, contact, account, user, login, customer, member, client, your, my, preferred, default, current, main, registered, school, university, uni, college, student, employee, staff, org, organization, organisation, corp, institutional,
  Schul, Schule, Hochschul, scolaire, institutionnelle, escolar, institucional, scolastica, istituzionale, szkolny, studencki, корпоративная, корпоративный, служебная, служебный, личная, 企业, 单位, 常用, 联系, 学校, 社用, 業務用, 학교, 업무용,
  1, Adresse, privat, private, dienstlich, dienstl, geschäftlich, beruflich, Firma, Kontakt, adresse, privé, professionnel, professionnelle, pro, personnel, personnelle, travail, bureau, dirección, personal, trabajo, empresa, corporativo, particular,
  endereço, pessoal, profissional, trabalho, indirizzo, aziendale, personale, lavoro, ufficio, privato, privata, adres, zakelijk, zakelijke, werk, privé, służbowy, prywatny, firmowy, рабочий, рабочая, личный, личная, адрес, iş, kişisel, 个人, 工作, 公司, 会社, 個人, 自宅, 개인, 회사, de, del, di, do, da, the, of`)

/** The person's own, by whatever word for a person. */
const owners: readonly string[] = [
  ...accountWords,
  ...list(
    `attendee, participant, guest, subscriber, patient, donor, applicant, candidate, volunteer, learner, player, buyer, registrant, delegate, respondent`,
  ),
]

const all: ReadonlySet<string> = new Set([...emailWords, ...around, ...owners])
const allMobile: ReadonlySet<string> = new Set([...mobileWords, ...phoneWords, ...around, ...owners])

const alone: ReadonlySet<string> = new Set(mobileWords)

/**
 * What a name says that is made of the usual words: `E-mail aziendale`, `email_addr`, `phone_mobile`. A line at home or in an office
 * receives no codes, so only mobile ones count among phones.
 *
 * @param name folded
 */
export const readAddressName = (name: string): 'primaryEmail' | 'primaryPhone' | undefined => {
  if (name.length > longestMadeName) return undefined
  if (emailWords.some((word) => name.includes(word)) && isMadeOf(name, all)) return 'primaryEmail'
  // One word alone means other things as well: a Portuguese `cep` is a postal code.
  const isMobile = !alone.has(name) && mobileWords.some((word) => name.includes(word))
  return isMobile && isMadeOf(name, allMobile) ? 'primaryPhone' : undefined
}
