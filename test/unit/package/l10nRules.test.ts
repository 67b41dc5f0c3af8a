import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { translationFaults } from '../../../scripts/lib/l10nRules.mjs'

describe('A Chinese translation', () => {
  const sound: [string, string][] = [
    ['Cline', 'Cline'],
    ['The region {0} is not switched on', '区域 {0} 尚未启用'],
    ['{0} of at most {1}.', '最长 {1}，现在 {0}。'],
    ['Delete all backups…', '删除所有备份…'],
    ['Choose “work”: {0}', '选择“work”：{0}'],
    ['In WSL ({0}), run: {1}', '在 WSL（{0}）中运行：{1}'],
    ['See it.\n[Look](command:x.open)', '请查看。\n[查看](command:x.open)'],
  ]
  for (const [english, chinese] of sound) {
    it(`passes as it should be: ${chinese.replace('\n', ' ')}`, () => {
      assert.deepEqual(translationFaults(english, chinese), [])
    })
  }

  const faulty: [string, string, string, RegExp][] = [
    ['that lost a placeholder', 'The file {0} in {1}', '文件 {0}', /placeholders/],
    ['that invented one', 'The file', '文件 {0}', /placeholders/],
    ['left in English', 'Check again', 'Check again', /not translated/],
    ['that is empty', 'Check again', ' ', /empty/],
    ['without a blank before Latin letters', 'The AWS account', '该AWS 账户', /blank missing/],
    ['without a blank after digits', 'At most 15 minutes', '最长 15分钟', /blank missing/],
    ['without a blank at a placeholder', 'The file {0}', '文件{0}', /blank missing/],
    ['with a half-width comma', 'Wait, then check', '等待,再检查', /half-width punctuation/],
    ['with half-width brackets', 'Key (new)', '密钥(新)', /half-width punctuation/],
    ['with a half-width full stop', 'Wait.', '请等待.', /half-width full stop/],
    ['with a blank before a full stop', 'Use {0}.', '使用 {0} 。', /full-width punctuation/],
    ['with a blank between words', 'Check again', '再次 检查', /between Chinese characters/],
    ['with three dots', 'Reading…', '正在读取...', /three dots/],
    ['with straight quotes', 'Choose “work”', '选择"工作"', /straight quotes/],
    ['that lost its full stop', 'Wait.', '请等待', /full stop ends only one/],
    ['that asks no longer', 'Delete it?', '删除它', /question mark ends only one/],
  ]
  for (const [what, english, chinese, fault] of faulty) {
    it(`${what} is found`, () => {
      assert.match(translationFaults(english, chinese).join('; '), fault)
    })
  }

  it('of each text that ships keeps these rules', () => {
    const bundle: Record<string, string> = JSON.parse(
      readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8'),
    )
    const faults = Object.entries(bundle).flatMap(([english, chinese]) =>
      translationFaults(english, chinese).map((fault) => `${english}: ${fault}`),
    )
    assert.ok(Object.keys(bundle).length > 1000)
    assert.deepEqual(faults, [])
  })
})
