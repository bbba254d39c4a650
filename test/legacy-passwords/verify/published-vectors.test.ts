import { expect, it } from 'vitest'
import { verifyLegacyPassword } from '../../../src/legacy-passwords/verify/verify-legacy-password.js'

/** From the documents and tests of those who made the functions. */
it.each([
  // Drepper, "Unix crypt using SHA-256 and SHA-512"
  ['passlib', '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5', 'Hello world!'],
  ['passlib', '$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA', 'Hello world!'],
  [
    'passlib',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
    'Hello world!',
  ],
  [
    'passlib',
    '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
    'Hello world!',
  ],
  [
    'passlib',
    '$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1',
    'a very much longer text to encrypt.  This one even stretches over morethan one line.',
  ],
  [
    'passlib',
    '$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1',
    'a very much longer text to encrypt.  This one even stretches over morethan one line.',
  ],
  // phpass of Openwall, test.php
  ['wordpress', '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0', 'test12345'],
  ['phpbb', '$H$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0', 'test12345'],
  // crypt(3) of the BSDs, as Openwall tests it
  ['ldap', '{CRYPT}CCNf8Sbh3HDfQ', 'U*U*U*U*'],
  ['ldap', '{CRYPT}CCX.K.MFy4Ois', 'U*U***U'],
  ['ldap', '{CRYPT}_J9..CCCCXBrJUJV154M', 'U*U*U*U*'],
  ['ldap', '{CRYPT}_J9..XXXXvlzQGqpPPdk', '*U*U*U*U'],
  ['ldap', '{CRYPT}_J9..XXXXsqM/YSSP..Y', '*U*U*U*U*'],
  ['passlib', '$1$dXc3I7Rw$ctlgjDdWJLMT.qwHsWhXR1', 'U*U*U*U*'],
  // Microsoft's, MySQL's, and RFC 7677's password
  ['generic', '$3$$8846f7eaee8fb117ad06bdd830b7586c', 'password'],
  ['generic', '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19', 'password'],
  [
    'generic',
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    'pencil',
  ],
] as const)('%s %s', async (source, hash, password) => {
  expect(await verifyLegacyPassword(source, hash, {}, password)).toBe(true)
  expect(await verifyLegacyPassword(source, hash, {}, `x${password}`)).toBe(false)
})
