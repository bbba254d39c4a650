import { foldName } from '../fold-name.js'
import { listNames } from '../list-names.js'
import { longestMadeName } from './made-of-words.js'

/** Who may have a number of their own. */
const people: ReadonlySet<string> = new Set(
  listNames(`user, users, customer, client, member, person, people, contact, patient, player, participant, learner, student, pupil, employee, staff, subscriber, donor,
    reader, guest, attendee, volunteer, teacher, alumni, fan, partner, agent, driver, rider, candidate, applicant, user account,
    utilisateur, adhérent, membre, usuario, cliente, socio, alumno, usuário, aluno, utente, gebruiker, lid, klant, użytkownik, klient, kullanici, üye, müşteri`).map(
    foldName,
  ),
)

const ends = ['id', 'no', 'nr', 'num', 'number', 'code', 'key', 'uuid', 'guid', 'ref']

/**
 * Whether a name is the number of a person: `id_customer`, `patient_no`, `client-number`. Its values have to bear it out: a number
 * that several have is somebody else's.
 *
 * @param name folded
 */
export const isIdName = (name: string): boolean =>
  name.length <= longestMadeName &&
  (ends.some((end) => name.endsWith(end) && people.has(name.slice(0, -end.length))) ||
    (name.startsWith('id') && people.has(name.slice(2))))
