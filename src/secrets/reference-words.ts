/** A long row of hex digits is what is to be expected under these. */
export const referenceWords: ReadonlySet<string> = new Set(
  (
    'id ids uuid guid uid oid ref refs reference number no nr gravatar avatar image picture photo file checksum etag commit revision rev trace request ' +
    'device transaction tx block address external url link href uri fingerprint thumbprint blurhash sha md identifier kid sub subject object udid imei version ' +
    'pubkey publickey userid useruid useruuid userguid accountid customerid clientid memberid personid contactid employeeid tenantid objectid objectguid pk owner creator by account ' +
    'kundennummer kundennr kundenid mitgliedsnummer personalnummer kennung identifikator identifiant identificador identificativo identyfikator'
  ).split(' '),
)

/** A hash of these is no hash of a password. */
export const hashedThings: ReadonlySet<string> = new Set(
  (
    'avatar email mail phone gravatar image picture photo file commit git content blur geo info block tx transaction body document message url ' +
    'page address media video audio asset build cache etag ip visitor analytics row record data perceptual phash order invoice receipt product item cart'
  ).split(' '),
)
