/** Chinese, Japanese and Korean names have no marks between words: terms are searched in the whole name. */

const nothingSecret =
  /安全问题|安全問題|密保问题|密碼提示問題|秘密の質問|비밀번호 ?찾기 ?질문|보안 ?질문|密码学|密碼學|암호 ?화폐|暗号資産|暗号通貨|郵便番号|우편 ?번호|盐城|哈希标签|ハッシュタグ|해시 ?태그|ソルトレイク/g

const secretTerm =
  /密码|密碼|口令|暗号|密钥|密鑰|秘钥|秘鑰|私钥|私鑰|令牌|加盐|盐值|鹽值|^盐$|^鹽$|哈希|散列|恢复码|恢復碼|备用码|備用碼|验证码|驗證碼|动态码|密保|安全答案|パスワード|パスコード|暗証|秘密|合言葉|合い言葉|トークン|ソルト|ハッシュ|認証コード|確認コード|復旧コード|リカバリ|バックアップコード|シークレット|クッキー|セッション|비밀|비번|암호|패스워드|패스코드|토큰|솔트|해시|개인 ?키|복구 ?코드|백업 ?코드|인증 ?코드|인증 ?번호|보안 ?답변|시크릿|쿠키|세션|安全码|安全碼|重置码|重設碼|重设码|再設定コード|リセットコード|재설정 ?코드|초기화 ?코드|セキュリティコード|보안 ?코드|激活码|激活碼|啟用碼|启用码|认证码|認證碼|授权码|授權碼|邀请码|邀請碼|会话|會話|招待コード|有効化コード|アクティベーション|ワンタイム|초대 ?코드|활성화 ?코드|일회용|api ?キー|api ?키|apikey/

/** Before anything else: the question beside it is no secret. */
const answerTerm =
  /(?:安全|密保|提示|秘密)(?:问题|問題|の質問)?(?:的|の)?(?:答案|回答|答え)|(?:보안|비밀|찾기) ?질문 ?(?:의 ?)?(?:답|답변|대답)/

const stateTerm =
  /时间|時間|日期|日時|次数|回数|数量|状态|状態|变更日|変更日|更新日|有効|有效期|期限|过期|過期|是否|启用|啟用|已设置|済み|일시|날짜|시간|횟수|여부|만료|변경일|상태|동의|同意|強度|强度|강도/

const eastAsian = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

export const isEastAsian = (name: string): boolean => eastAsian.test(name)

/** @param name folded */
export const judgeEastAsianName = (name: string): 'open' | 'flag' | 'secret' => {
  if (answerTerm.test(name)) return 'secret'
  if (!secretTerm.test(name.replace(nothingSecret, ' '))) return 'open'
  return stateTerm.test(name) ? 'flag' : 'secret'
}
