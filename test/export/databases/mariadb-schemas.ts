const bcrypt = '$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

/** WordPress' own tables. */
export const wordpressSchema = (count: number): string => `
CREATE TABLE wp_users (ID bigint unsigned PRIMARY KEY AUTO_INCREMENT, user_login varchar(60) NOT NULL, user_pass varchar(255) NOT NULL,
  user_nicename varchar(50) NOT NULL, user_email varchar(100) NOT NULL, user_url varchar(100) NOT NULL, user_registered datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  user_activation_key varchar(255) NOT NULL, user_status int NOT NULL DEFAULT 0, display_name varchar(250) NOT NULL) DEFAULT CHARSET utf8mb4;
CREATE TABLE wp_usermeta (umeta_id bigint unsigned PRIMARY KEY AUTO_INCREMENT, user_id bigint unsigned NOT NULL, meta_key varchar(255), meta_value longtext, KEY (user_id)) DEFAULT CHARSET utf8mb4;
INSERT INTO wp_users (user_login, user_pass, user_nicename, user_email, user_url, user_registered, user_activation_key, display_name)
SELECT concat('w', seq), '${bcrypt}', concat('w', seq), concat('w', seq, '@example.com'), '', '2024-01-01 10:00:00', '', 'Zoë 😀' FROM seq_1_to_${count};
INSERT INTO wp_usermeta (user_id, meta_key, meta_value) SELECT ID, 'wp_capabilities', 'a:1:{s:6:"editor";b:1;}' FROM wp_users;
INSERT INTO wp_usermeta (user_id, meta_key, meta_value) SELECT ID, 'session_tokens', 'a:1:{s:4:"left";}' FROM wp_users;
INSERT INTO wp_usermeta (user_id, meta_key, meta_value) SELECT ID, 'first_name', 'Zoë' FROM wp_users;`

/** Laravel with Socialite, spatie/permission and Jetstream. */
export const laravelSchema = (count: number): string => `
CREATE TABLE users (id bigint unsigned PRIMARY KEY AUTO_INCREMENT, name varchar(255) NOT NULL, email varchar(255) NOT NULL UNIQUE, email_verified_at timestamp NULL,
  password varchar(255) NOT NULL, remember_token varchar(100), created_at timestamp NULL, updated_at timestamp NULL);
CREATE TABLE social_accounts (id bigint unsigned PRIMARY KEY AUTO_INCREMENT, user_id bigint unsigned NOT NULL, provider_name varchar(255), provider_id varchar(255), token text);
CREATE TABLE roles (id bigint unsigned PRIMARY KEY AUTO_INCREMENT, name varchar(255), guard_name varchar(255));
CREATE TABLE model_has_roles (role_id bigint unsigned, model_type varchar(255), model_id bigint unsigned);
CREATE TABLE teams (id bigint unsigned PRIMARY KEY AUTO_INCREMENT, user_id bigint unsigned, name varchar(255));
CREATE TABLE team_user (id bigint unsigned PRIMARY KEY AUTO_INCREMENT, team_id bigint unsigned, user_id bigint unsigned, role varchar(255));
INSERT INTO users (name, email, email_verified_at, password, created_at, updated_at) SELECT 'Name', concat('l', seq, '@example.com'), '2024-01-01 10:00:00', '${bcrypt}', '2024-01-01 10:00:00', '2024-01-01 10:00:00' FROM seq_1_to_${count};
INSERT INTO social_accounts (user_id, provider_name, provider_id, token) SELECT seq, 'google', concat('g', seq), 'secret-token' FROM seq_1_to_${count};
INSERT INTO roles (name, guard_name) VALUES ('editor', 'web');
INSERT INTO model_has_roles SELECT 1, 'App\\\\Models\\\\User', seq FROM seq_1_to_${count};
INSERT INTO teams (user_id, name) VALUES (1, 'Acme');
INSERT INTO team_user (team_id, user_id, role) SELECT 1, seq, 'member' FROM seq_2_to_${count};`

/** Drupal 10; its columns of times are seconds. */
export const drupalSchema = (count: number): string => `
CREATE TABLE users_field_data (uid int unsigned NOT NULL, langcode varchar(12) NOT NULL, preferred_langcode varchar(12), preferred_admin_langcode varchar(12), name varchar(60) NOT NULL, pass varchar(255), mail varchar(254), timezone varchar(32), status tinyint, created int NOT NULL, changed int, access int NOT NULL, login int, init varchar(254), default_langcode tinyint NOT NULL, PRIMARY KEY (uid, langcode));
CREATE TABLE user__roles (bundle varchar(128), deleted tinyint NOT NULL DEFAULT 0, entity_id int unsigned NOT NULL, revision_id int, langcode varchar(32), delta int NOT NULL, roles_target_id varchar(255) NOT NULL);
INSERT INTO users_field_data SELECT 0, 'en', NULL, NULL, '', NULL, NULL, NULL, 0, 0, 0, 0, 0, NULL, 1 FROM seq_1_to_1;
INSERT INTO users_field_data SELECT seq, 'en', 'en', NULL, concat('d', seq), '${bcrypt}', concat('d', seq, '@example.com'), 'UTC', 1, 1700000000, 1700000000 + seq, 0, 0, concat('d', seq, '@example.com'), 1 FROM seq_1_to_${count};
INSERT INTO users_field_data SELECT seq, 'de', 'en', NULL, concat('d', seq), NULL, NULL, NULL, 1, 1700000000, 1700000000, 0, 0, NULL, 0 FROM seq_1_to_5;
INSERT INTO user__roles SELECT 'user', 0, seq, seq, 'en', 0, 'editor' FROM seq_1_to_${count};`

/** MediaWiki, whose columns are bytes. */
export const mediawikiSchema = (count: number): string => `
CREATE TABLE mw_user (user_id int unsigned PRIMARY KEY AUTO_INCREMENT, user_name varbinary(255) NOT NULL, user_real_name varbinary(255) NOT NULL DEFAULT '', user_password tinyblob NOT NULL, user_newpassword tinyblob NOT NULL, user_newpass_time binary(14), user_email tinyblob NOT NULL, user_touched binary(14) NOT NULL, user_token binary(32) NOT NULL DEFAULT '', user_email_authenticated binary(14), user_email_token binary(32), user_registration binary(14), user_editcount int unsigned);
CREATE TABLE mw_user_groups (ug_user int unsigned NOT NULL, ug_group varbinary(255) NOT NULL, ug_expiry varbinary(14));
CREATE TABLE mw_user_properties (up_user int unsigned NOT NULL, up_property varbinary(255) NOT NULL, up_value blob);
INSERT INTO mw_user (user_name, user_real_name, user_password, user_newpassword, user_email, user_touched, user_email_authenticated, user_registration, user_editcount)
SELECT concat('M', seq), 'Zoë', ':pbkdf2:sha512:30000:64:MDEyMzQ1Njc4OWFiY2RlZg==:bZrkYWa5TDcKrYmSlBGa9ZSSHzQVBYuEBS0rhYJuD2lqEXsGmLY7BrYGqEkT4FoqmQ9jxNDxmMVQYPyN5VMRmA==', '', concat('m', seq, '@example.com'), '20240101000000', '20240101000000', '20230101000000', 5 FROM seq_1_to_${count};
INSERT INTO mw_user_groups SELECT seq, 'editor', NULL FROM seq_1_to_${count};
INSERT INTO mw_user_properties SELECT seq, 'language', 'de' FROM seq_1_to_${count};`
