import { foldName } from '../fold-name.js'
import { listNames } from '../list-names.js'
import { longestMadeName } from './made-of-words.js'

/** Who may have a number of their own. */
export const peopleWords: ReadonlySet<string> = new Set(
  listNames(`user, users, customer, client, member, person, people, contact, patient, player, participant, learner, student, pupil, employee, staff, subscriber, donor,
    reader, guest, attendee, volunteer, teacher, alumni, fan, partner, agent, driver, rider, candidate, applicant, user account,
    utilisateur, adhérent, membre, usuario, cliente, socio, alumno, usuário, aluno, utente, gebruiker, lid, klant, użytkownik, klient, kullanici, üye, müşteri, usr, mem, mbr, cust, acct, emp, stud, pers,
    Kunden, Kunde, Benutzer, Nutzer, Mitglied, Mitglieds, Mitarbeiter, Schüler, employé, salarié, élève, étudiant, empleado, colaborador, funcionário, colaboradora, dipendente, medewerker,
    werknemer, pracownika, pracownik, klienta, użytkownika, członka, personeels, 유저, клиент, пользователь, сотрудник, участник, клиента, пользователя, сотрудника, участника, çalışan, personel, 用户, 客户, 会员, 员工, 学员, 顧客, 会員, 社員, 고객, 회원, 사원, 사용자, 직원, 학생, 환자, ユーザー, ユーザ, 利用者, お客様, 学生, 患者, 職員, 職工, 顾客, 使用者, patienten, patient, Schüler, Studenten, Teilnehmer, Spieler, paciente, paziente, pacjenta, пациента, студента, hasta, öğrenci`).map(
    foldName,
  ),
)

const ends =
  'id コード 아이디 no nr num number code key uuid guid ref nummer numara numarasi 番号 编号 编码 号 번호'.split(
    ' ',
  )

const links = ['', 'de', 'du', 'del', 'della', 'di', 'do', 'da', 'des']
const starts =
  'id reference referencia riferimento referentie code codice codigo numero no nr n kod код номер ид'
    .split(' ')
    .flatMap((start) => links.map((link) => start + link))

/**
 * Whether a name is the number of a person: `id_customer`, `patient_no`, `client-number`. Its values have to bear it out: a number
 * that several have is somebody else's.
 *
 * @param name folded
 */
export const isIdName = (name: string): boolean =>
  name.length <= longestMadeName &&
  (ends.some((end) => name.endsWith(end) && peopleWords.has(name.slice(0, -end.length))) ||
    starts.some((start) => name.startsWith(start) && peopleWords.has(name.slice(start.length))))
