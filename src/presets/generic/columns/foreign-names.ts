import { listNames } from './list-names.js'

/**
 * Names of columns in other languages than English, by the path of the user record, as exports of forms, shops and
 * directories write them. Compared like `columnAliases`, and without accents. Words that mean something else in another of these
 * languages are left out.
 */
export const foreignNames: { readonly [path: string]: readonly string[] } = {
  id: listNames(`
    Kundennummer, Kunden-Nr, Kunden-ID, Benutzer-ID, Nutzer-ID, Mitgliedsnummer, Mitglieds-Nr, numéro client, n°
    client, id client, id utilisateur, número de cliente, id de usuario, id usuario, id do usuário, id cliente,
    codice cliente, id utente, klantnummer, gebruikers-id, numer klienta, identyfikator, идентификатор, ид, код
    клиента, müşteri no, üye no, kullanıcı id, 编号, 用户ID, 用户编号, 会员号, ユーザーID, 会員番号, 顧客番号, 회원번호, 고객번호, kundenr,
    kundnummer, asiakasnumero, Personalnummer, Personal-Nr,
    Mitarbeiternummer, Mitarbeiter-Nr, Matrikelnummer, numéro d'adhérent, n° adhérent, n° élève, matricule, matricola, codice dipendente, número de socio, nº socio,
    matrícula, lidnummer, klantnr, medewerkernummer, numer członkowski, табельный номер, 顧客ID, 会員ID, 社員番号, お客様番号, 学籍番号, 客户编号, 员工编号, 学号, 사번, 학번`),
  primaryEmail: listNames(`
    البريد الإلكتروني, البريد الالكتروني, بريد إلكتروني, الإيميل, אימייל, דוא"ל, דואר אלקטרוני, כתובת אימייל, อีเมล, địa chỉ email, thư điện tử, alamat email, surel, ईमेल, ایمیل,
    E-Mail-Adresse, Mailadresse, E-Mail Adr, courriel, adresse e-mail, adresse mail, adresse électronique, adresse
    de courriel, correo, correo electrónico, dirección de correo, dirección de correo electrónico, dirección de
    email, correio eletrônico, endereço de e-mail, e-mail do usuário, indirizzo email, indirizzo e-mail, indirizzo
    di posta elettronica, posta elettronica, e-mailadres, mailadres, adres e-mail, adres email, poczta
    elektroniczna, почта, электронная почта, эл. почта, адрес электронной почты, адрес эл. почты, имейл, e-posta,
    e-posta adresi, mail adresi, 邮箱, 邮箱地址, 电子邮件, 电子邮箱, 電子郵件, 電子信箱, メール, メールアドレス, Eメール, 電子メール, 이메일, 이메일 주소, 메일,
    e-post, e-postadress, e-mailadresse, e-postadresse, sähköposti, sähköpostiosoite, e-mailová adresa, email cím`),
  primaryPhone: listNames(`
    رقم الهاتف, الهاتف, رقم الجوال, الجوال, טלפון, טלפון נייד, נייד, โทรศัพท์, เบอร์โทรศัพท์, số điện thoại, điện thoại, nomor telepon, no telepon, telepon, फ़ोन, تلفن,
    Telefon, Telefonnummer, Telefon-Nr, Tel-Nr, Rufnummer, Handy, Handynummer, Handy-Nr, Mobil, Mobilnummer,
    Mobiltelefon, Mobilfunknummer, téléphone, numéro de téléphone, n° de téléphone, téléphone portable, téléphone
    mobile, portable, teléfono, número de teléfono, teléfono móvil, móvil, celular, número de celular, telefone,
    número de telefone, telemóvel, telefone celular, telefono, numero di telefono, cellulare, numero di cellulare,
    telefono cellulare, telefoon, telefoonnummer, mobiel, mobiele telefoon, mobiel nummer, numer telefonu, nr
    telefonu, komórka, telefon komórkowy, телефон, номер телефона, мобильный, мобильный телефон, тел, cep
    telefonu, telefon numarası, 电话, 电话号码, 手机, 手机号, 手机号码, 移动电话, 電話, 電話番号, 携帯, 携帯電話, 携帯番号, 携帯電話番号, 手機, 手機號碼,
    핸드폰, 핸드폰번호, 전화, 전화번호, 휴대폰, 휴대폰번호, 휴대전화, 휴대폰 번호, puhelin, puhelinnumero, mobilnr, telefonní číslo, telefonszám`),
  username: listNames(`
    اسم المستخدم, שם משתמש, ชื่อผู้ใช้, tên đăng nhập, tên người dùng, nama pengguna, نام کاربری,
    ник, никнейм, gebruiker, utente, utilisateur, użytkownik, kullanıcı, 用户, ユーザー, 사용자, 登录账号, 登录ID, 登录用户名, 用户账号, 账户名, 账号名, 使用者名称, Benutzername, Benutzer, Nutzername, Anmeldename, Loginname, Benutzerkennung, nom d'utilisateur, identifiant,
    pseudo, pseudonyme, nombre de usuario, usuario, nome de usuário, usuário, nome de utilizador, utilizador, nome
    utente, gebruikersnaam, nazwa użytkownika, имя пользователя, логин, пользователь, kullanıcı adı, 用户名, 登录名, 账号,
    用戶名, 帳號, ユーザー名, ユーザ名, ログインID, 사용자 이름, 사용자명, 아이디, användarnamn, brugernavn, brukernavn, käyttäjänimi,
    käyttäjätunnus, uživatelské jméno, felhasználónév`),
  name: listNames(`
    الاسم, الاسم الكامل, שם, שם מלא, ชื่อ, ชื่อ-นามสกุล, họ tên, họ và tên, nama, nama lengkap, नाम, نام,
    Nachname Vorname, cognome e nome, cognome nome, nominativo, nom prénom, apellidos y nombre, apellidos nombre, nazwisko i imię, nazwisko imię, фамилия имя, фамилия и имя, имя фамилия, фамилия имя отчество, soyad ad, soyadı adı,
    nom client, nom du client, nome cliente, nombre cliente, фио сотрудника, фио клиента, фио пользователя, 유저명, 真实姓名, 中文姓名, 本名, 고객명, 회원명, 顧客名, 会員名, 社員名, 客户姓名, 员工姓名, 会员姓名, vollständiger Name, Anzeigename, Vor- und Nachname, Vor- und Zuname, Vor- u. Nachname, Name und Vorname,
    Nachname und Vorname, nom complet, nom affiché, nom et prénom, prénom et nom, nombre completo,
    nombre y apellidos, nombre y apellido, nome completo, nome e cognome, nome exibido, naam, volledige naam, imię
    i nazwisko, фио, полное имя, имя и фамилия, ad soyad, adı soyadı, tam adı, 姓名, 显示名, 氏名, 名前, お名前, 表示名, 이름,
    성명, fullständigt namn, namn, navn, fulde navn, koko nimi, nimi, celé jméno, teljes név, név`),
  'profile.givenName': listNames(`
    الاسم الأول, שם פרטי, nama depan,
    Vorname, prénom, prénoms, primer nombre, nombre de pila, primeiro nome, nome próprio, voornaam, imię, имя,
    adı, isim, 名, 名字, förnamn, fornavn, etunimi, křestní jméno, keresztnév`),
  'profile.familyName': listNames(`
    اسم العائلة, שם משפחה, นามสกุล, nama belakang,
    Nachname, Familienname, Zuname, nom de famille, apellido, apellidos, primer apellido, sobrenome,
    último nome, cognome, achternaam, familienaam, nazwisko, фамилия, soyad, soyadı, soyisim, 姓, 姓氏, 苗字, 성,
    efternamn, etternavn, efternavn, sukunimi, příjmení, vezetéknév`),
  'profile.middleName': listNames(`
    zweiter Vorname, deuxième prénom, segundo nombre, отчество, drugie imię`),
  'profile.nickname': listNames(`
    Spitzname, surnom, apodo, soprannome, bijnaam, 昵称, ニックネーム, 닉네임, 별명`),
  'profile.gender': listNames(`
    Geschlecht, sexe, sexo, género, gênero, genere, sesso, geslacht, płeć, пол, cinsiyet, 性别, 性別, 성별`),
  'profile.birthdate': listNames(`
    день рождения, cumpleaños, fecha de cumpleaños, aniversário, compleanno, verjaardag, urodziny, doğum günü, 誕生日, 생일, Geburtsdatum, Geburtstag, Geb.-Datum, Geb.datum, geb. am, geboren am, né le, né(e) le, nacido el, nata il,
    nato il, D.O.B., date de naissance, fecha de nacimiento, fecha nacimiento, data de nascimento, data
    nascimento, data di nascita, geboortedatum, data urodzenia, дата рождения, doğum tarihi, 出生日期, 生日, 生年月日, 생년월일,
    생일, födelsedatum, fødselsdato, syntymäaika`),
  'profile.locale': listNames(`
    Sprache, langue, idioma, lingua, taal, język, язык, dil, 语言, 言語, 언어, språk, sprog`),
  'profile.zoneinfo': listNames(`
    Zeitzone, fuseau horaire, zona horaria, fuso horário, fuso orario, tijdzone, strefa czasowa, 时区, タイムゾーン, 시간대`),
  avatar: listNames(`
    Profilbild, photo de profil, foto de perfil, foto profilo, profielfoto, аватар, 头像, プロフィール画像, 프로필 사진`),
  roles: listNames(`
    Rolle, Rollen, Benutzerrolle, rôle, rôles, rol, perfil de usuario, papel, ruolo, ruoli, rollen, rola,
    role użytkownika, роль, роли, roller, 角色, 役割, ロール, 역할, roll`),
  accountStatus: listNames(`
    Kontostatus, Benutzerstatus, Kontozustand, statut, statut du compte, état, état du compte, estado, estado de la cuenta, estatus, situación,
    situação, situação da conta, stato, stato account, stato utente, stan konta, status konta, accountstatus, toestand, статус, статус аккаунта, состояние, durum, durumu, 状态, 账号状态, 狀態, 状態, ステータス, 상태, stav, tila`),
  isActive: listNames(`
    aktiv, actif, activo, activa, ativo, ativa, attivo, actief, aktywny, aktywne, активен, активный, активно,
    aktif, etkin, 启用, 是否启用, 有効, 활성, 사용여부, habilitado, abilitato, ingeschakeld`),
  isSuspended: listNames(`
    Sperre, Sperrung, blocage, bloqueo, bloqueio, blokkade, blokada, блокировка, engel, gesperrt, deaktiviert, inaktiv, blockiert, bloqué, désactivé, suspendu, inactif, banni, bloqueado,
    desactivado, suspendido, inactivo, deshabilitado, desativado, inativo, suspenso, bloccato, disattivato,
    disabilitato, sospeso, geblokkeerd, uitgeschakeld, zablokowany, nieaktywny, заблокирован, отключен, неактивен,
    engelli, pasif, 禁用, 是否禁用, 冻结, 無効, 차단, 정지`),
  isDeleted: listNames(`
    gelöscht, gelöscht am, supprimé, supprimé le, eliminado, borrado, excluído, eliminato, verwijderd, usunięty,
    удален, удалён, silinmiş, silindi, 已删除, 是否删除, 削除, 削除済み, 삭제, 삭제여부`),
  'migratedFrom.createdAt': listNames(`
    Mitglied seit, Kunde seit, membre depuis, client depuis, adhérent depuis, inscrit depuis, miembro desde, cliente desde, socio desde, membro desde, cliente dal, membro dal, socio dal, lid sinds, klant sinds, członek od, klient od,
    registriert, geregistreerd, registrato, registrado, zarejestrowany, зарегистрирован, erstellt, erstellt am, angelegt, angelegt am, registriert am, Registrierungsdatum, Erstellungsdatum,
    Erstelldatum, Anlagedatum, date de création, créé le, inscrit le, date d'inscription, fecha de creación, fecha
    creación, creado, creado el, fecha de registro, fecha de alta, data de criação, criado em, data de cadastro,
    data di creazione, creato il, data di registrazione, data registrazione, aangemaakt, aangemaakt op,
    registratiedatum, data utworzenia, utworzono, data rejestracji, дата создания, создан, создано, дата
    регистрации, oluşturulma tarihi, kayıt tarihi, üyelik tarihi, 创建时间, 创建日期, 注册时间, 注册日期, 建立時間, 作成日, 作成日時, 登録日,
    登録日時, 생성일, 생성일시, 가입일, 등록일, skapad, oprettet, opprettet, luotu`),
  'migratedFrom.lastSignInAt': listNames(`
    letzter Login, letzte Anmeldung, zuletzt angemeldet, dernière connexion, último acceso, último inicio de
    sesión, último login, último acesso, ultimo accesso, laatste login, laatst ingelogd, ostatnie logowanie,
    последний вход, son giriş, son giriş tarihi, 最后登录, 最后登录时间, 最近登录时间, 最終ログイン, 最終ログイン日時, 마지막 로그인, 최근 로그인, 최종 로그인`),
  emailVerified: listNames(`
    E-Mail bestätigt, E-Mail verifiziert, email vérifié, e-mail confirmé, correo verificado, email verificado,
    e-mail verificado, email verificata, почта подтверждена, 邮箱已验证, メール確認済み`),
  phoneVerified: listNames(`
    Telefon bestätigt, téléphone vérifié, teléfono verificado, телефон подтвержден, 手机已验证`),
}

/** A name that is the whole name where it stands alone, and one part of it beside a column with the other part. */
export interface PartOrWhole {
  path: 'profile.givenName' | 'profile.familyName'
  /** The other part, folded: any of these columns. */
  beside: readonly string[]
  /** Whether it means a name at all when it stands alone. */
  isName: boolean
}

/** French `nom` beside `prénom`, Spanish `nombre` beside `apellidos`, German `Name` beside `Vorname`. */
export const partOrWhole: ReadonlyMap<string, PartOrWhole> = new Map<string, PartOrWhole>([
  ['nom', { path: 'profile.familyName', beside: ['prenom', 'prenoms'], isName: true }],
  ['naam', { path: 'profile.familyName', beside: ['voornaam'], isName: true }],
  ['name', { path: 'profile.familyName', beside: ['vorname'], isName: true }],
  [
    'nombre',
    { path: 'profile.givenName', beside: ['apellido', 'apellidos', 'primerapellido'], isName: true },
  ],
  [
    'nombres',
    { path: 'profile.givenName', beside: ['apellido', 'apellidos', 'primerapellido'], isName: true },
  ],
  [
    'nome',
    { path: 'profile.givenName', beside: ['sobrenome', 'cognome', 'apelido', 'ultimonome'], isName: true },
  ],
  ['имя', { path: 'profile.givenName', beside: ['фамилия'], isName: true }],
  ['imie', { path: 'profile.givenName', beside: ['nazwisko'], isName: true }],
  ['ad', { path: 'profile.givenName', beside: ['soyad', 'soyadi'], isName: false }],
  ['jmeno', { path: 'profile.givenName', beside: ['prijmeni'], isName: true }],
])
