/** Letters that do not fall apart into a base and an accent. */
const wholeLetters: { readonly [letter: string]: string } = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
}

/** Accents of Latin, Greek and Cyrillic letters; the voicing marks of kana lie elsewhere and are kept. */
const accents = /[\u0300-\u036f]/g

/** Characters of Taiwan and Hong Kong, and Japan's old ones, by those of the mainland: the words are the same. */
const traditional =
  '會員編號註冊時間後錄電話郵機碼帳戶狀態啟凍結刪鎖證認驗確創稱別業訪問躍權標記誌識區條聯絡號碼郵電話'
const simplified =
  '会员编号注册时间后录电话邮机码帐户状态启冻结删锁证认验确创称别业访问跃权标记志识区条联络号码邮电话'
const mainland = new Map([...traditional].map((letter, at) => [letter, [...simplified][at] ?? letter]))

const folded = new Map<string, string>()

/**
 * A column name for comparison: without case, accents, blanks, dashes, underscores, and punctuation that is no path:
 * `Mobile No.`, `mobile_no` and `MobileNo` are one name, `address.city` keeps its dot.
 */
export const foldName = (name: string): string => {
  let known = folded.get(name)
  if (known === undefined) {
    known = fold(name)
    // Objects that are used as dictionaries have names without end.
    if (folded.size < 10_000) folded.set(name, known)
  }
  return known
}

const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .normalize('NFC')
    .replace(/[ßøłıæœđ]/g, (letter) => wholeLetters[letter] ?? letter)
    .replace(/\p{Script=Han}/gu, (letter) => mainland.get(letter) ?? letter)
    .replace(/\.(?![\p{L}\p{N}])/gu, '')
    .replace(/[\s_\-:*?!'’"`°º#/\u00ad\u200b-\u200f\ufeff]/g, '')
