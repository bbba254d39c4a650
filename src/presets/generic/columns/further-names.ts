import { listNames } from './list-names.js'

/** Names of columns that are less usual than those of `columnAliases`, by the path of the user record. */
export const furtherNames: { readonly [path: string]: readonly string[] } = {
  id: listNames(`
    unique_id, customer_number, customer_no, member_id, member_number, member_no, person_id, contact_id, record_id,
    legacy_id, old_id, _id, employee_id, employee_number, employee_no, staff_id, student_id, student_number, subscriber_id`),
  primaryEmail: listNames(`
    email_id, e_mail_address, mail_address, user_mail, primary_mail, contact_email, account_email, email1,
    work_email`),
  primaryPhone: listNames(`
    gsm, gsm_no, gsm_number, tel, tel_no, phone_no, mobile_no, cell, cell_number, cell_no, contact_number, contact_no, telephone_number,
    telephone_no, phone1, msisdn, user_phone, mobile_phone_number, contact_phone`),
  username: listNames(`
    uname, login_id, account_name, sam_account_name, user_account, member_name, nick`),
  name: listNames(`
    display, common_name, contact_name, customer_name, member_full_name`),
  avatar: listNames(`
    profile_image, profile_image_url, profile_photo, profile_photo_url`),
  'profile.givenName': listNames(`
    fname, first, given, forenames, user_first_name`),
  'profile.familyName': listNames(`
    lname, last, family, surnames, user_last_name`),
  emailVerified: listNames(`
    verified_mail, mail_verified, mail_confirmed, is_email_confirmed, email_is_verified, email_validated`),
  emailVerifiedAt: listNames(`
    email_verified_on, email_verification_date, mail_verified_at`),
  phoneVerified: listNames(`
    mobile_confirmed, phone_number_confirmed`),
  roles: listNames(`
    user_role, role_name`),
  'migratedFrom.createdAt': listNames(`
    date_created, create_time, created_time, create_date, created_date, creation_date, create_at,
    creationtimestamp, registration_date, date_registered, registered, registered_on, user_registered, reg_date,
    join_date, joined, joined_at, joined_on, date_of_joining, signup_time, signup_at, signed_up, member_since,
    inserted_at, when_created`),
  'migratedFrom.lastSignInAt': listNames(`
    last_login_date, last_login_time, last_sign_in_time, last_logon, last_logon_date, last_signin, last_access,
    last_access_at, last_visit, last_seen`),
  accountStatus: listNames(`
    member_status, login_status, status_name, status_text, status_label, status_desc, status_description, status_title, status_value, status_code, current_status, employment_status`),
  isDeleted: listNames(`
    deletion_date, is_del, del_flag, del_yn, del_ind, del_status, is_delete, delete_flag, delete_status, delete_mark, deleted_flag, removed, is_removed, removed_at, soft_deleted`),
  suspendedUntil: listNames(`
    blocked_until, locked_until, lock_until, locked_out_until, lockout_end, lockout_until, lock_expires`),
  phoneCountryCode: listNames(`
    phone_country_code, country_calling_code, calling_code, phone_code, dial_code, dialing_code, dialling_code, phone_prefix, mobile_country_code, mobile_prefix, mobile_code,
    tel_prefix, tel_country_code, international_prefix, isd_code, Ländervorwahl, Landesvorwahl, Vorwahl Land, indicatif, indicatif pays, indicatif téléphonique, prefijo telefónico,
    código de país del teléfono, código do país do telefone, ddi, prefisso internazionale, landnummer, numer kierunkowy kraju, код страны телефона, ülke kodu, 国际区号, 区号, 電話国番号, 国番号`),
  identities: listNames(`
    social_logins, social_accounts, linked_accounts, linked_identities, connected_accounts, external_logins, external_accounts, oauth_accounts, oauth_identities,
    federated_identities`),
  factors: listNames(`
    has_mfa, mfa_methods, mfa_factors, multi_factor, authenticators, passkeys, passkey, webauthn,
    webauthn_credentials, fido, fido2, security_keys, u2f, sms_mfa, mfa_phone, two_factor_phone, sms_otp`),
}
