import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

const json = (path: string): Record<string, string> => JSON.parse(readFileSync(path, 'utf8'))

/** Terms that have one translation each, in all texts: AWS's own Chinese, and ours for what is ours. */
const TERMS: [english: RegExp, chinese: RegExp][] = [
  [/named setup|setup [“"]/i, /配置方案/],
  [/inference profile/i, /推理配置文件/],
  [/session token/i, /会话令牌/],
  [/secret access key/i, /秘密访问密钥/],
  [/access keys?\b/i, /访问密钥/],
  [/test prompt/i, /测试提示词/],
  [/credentials?\b(?!_)/i, /凭据|credentials/],
  [/\bregions?\b/i, /区域/],
  [/guardrail/i, /护栏/],
  [/permission set/i, /权限集/],
  [/service control polic/i, /服务控制策略/],
  [/legacy model|(as|is) legacy/i, /旧版/],
  [/VPC endpoint/, /VPC 终端节点/],
  [/use[- ]case form/i, /用例表单/],
  [/assumed? /i, /代入/],
]

/** Words that were chosen against: they mean something else beside those above, or are not what AWS says. */
const NOT_SO = /已命名的设置|凭证|账号|账户编号|担任|建立协议|AWS 配置文件末尾/

describe('The Chinese texts', () => {
  const manifest = json('package.nls.json')
  const translated = json('package.nls.zh-cn.json')
  const texts: [english: string, chinese: string][] = [
    ...Object.entries(json('media/l10n/bundle.l10n.zh-cn.json')),
    ...Object.keys(manifest).map((key): [string, string] => [manifest[key] ?? '', translated[key] ?? '']),
  ]

  for (const [english, chinese] of TERMS) {
    it(`call ${english.source} the same everywhere`, () => {
      const about = texts.filter(([text]) => english.test(text))
      assert.ok(about.length > 0)
      assert.deepEqual(
        about.filter(([, text]) => !chinese.test(text)),
        [],
      )
    })
  }

  it('and the Chinese README use no word that was chosen against', () => {
    const readme = readFileSync('README.zh-CN.md', 'utf8').split('\n')
    const found = [...texts.map(([, text]) => text), ...readme].filter((text) => NOT_SO.test(text))
    assert.deepEqual(found, [])
  })

  it('and the Chinese README name the commands as VS Code shows them', () => {
    const readme = readFileSync('README.zh-CN.md', 'utf8')
    const english = readFileSync('README.md', 'utf8')
    const named = Object.keys(manifest).filter(
      (key) => key.startsWith('command.') && english.includes(`**${manifest[key]}**`),
    )
    assert.ok(named.length > 5)
    assert.deepEqual(
      named.filter((key) => !readme.includes(`**${translated[key]}**`)),
      [],
    )
  })

  it('of the Chinese README have as many headings, rows, points and links as the English one', () => {
    const counts = (path: string) => {
      const text = readFileSync(path, 'utf8')
      const count = (pattern: RegExp) => (text.match(pattern) ?? []).length
      return [count(/^#+ /gm), count(/^\|/gm), count(/^- /gm), count(/\]\(/g), count(/^node dist/gm)]
    }
    assert.deepEqual(counts('README.zh-CN.md'), counts('README.md'))
  })
})
