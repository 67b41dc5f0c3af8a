import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const ROOT = new URL('../../../', import.meta.url).pathname
// Documents and manifest differ in their apostrophes, which readers do not.
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8').replaceAll('’', "'")
const json = <T>(path: string) => JSON.parse(read(path)) as T

/** The text without what stands in fences, where a hash or a bracket means something else. */
const prose = (markdown: string) => markdown.replaceAll(/^```[\s\S]*?^```$/gm, '')
const codeOf = (markdown: string) =>
  [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)

/** The addresses of links and pictures. */
const addresses = (markdown: string) =>
  [...prose(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = '']) => address)

/** GitHub's and the Marketplace's names for headings. */
const anchors = (markdown: string) =>
  [...prose(markdown).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** What makes up a text, whatever its language. */
function shape(markdown: string) {
  const sections = prose(markdown).split(/^## /m)
  return sections.map((section) => ({
    headings: [...section.matchAll(/^#+ /gm)].length,
    links: addresses(section).filter((each) => !/^README/.test(each)),
    bullets: [...section.matchAll(/^(- |\d\. )/gm)].length,
    rows: [...section.matchAll(/^\|/gm)].length,
  }))
}

const DOCS = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).sort()

describe('The listing', () => {
  const [english, chinese] = [read('README.md'), read('README.zh-CN.md')]

  it('says the same in both languages: sections, lists, tables, links and pictures', () => {
    assert.ok(shape(english).length > 10)
    assert.deepEqual(shape(chinese), shape(english))
  })

  it('gives the same commands in both languages', () => {
    const commands = (text: string) => codeOf(text).map((code) => code.replaceAll(/ +#.*$/gm, ''))
    assert.deepEqual(commands(chinese), commands(english))
  })

  it('names commands as the palette has them, in each language', () => {
    for (const [text, file] of [
      [english, 'package.nls.json'],
      [chinese, 'package.nls.zh-cn.json'],
    ] as const) {
      const titles = json<Record<string, string>>(file)
      for (const key of [
        'open',
        'openQuickPicks',
        'signIn',
        'undo',
        'history',
        'setups',
        'openReport',
        'copyDiagnostics',
      ]) {
        assert.ok(text.includes(`**${titles[`command.${key}`]}`), `${file}: ${titles[`command.${key}`]}`)
      }
    }
  })

  it('names buttons of the page as they are', () => {
    const bundle = json<Record<string, string>>('media/l10n/bundle.l10n.zh-cn.json')
    for (const button of ['Add an Identity Center profile', 'I rotated my key', 'Copy details']) {
      assert.ok(english.includes(`**${button}**`), button)
      assert.ok(chinese.includes(`**${bundle[button]}**`), bundle[button])
    }
  })

  it('uses the terms of Cline’s own guide in Chinese', () => {
    for (const term of [
      '凭据',
      '访问密钥',
      '秘密密钥',
      '推理配置文件',
      '最小权限',
      '托管策略',
      '服务控制策略',
      '模型访问权限',
      '提示词',
      '合规性',
      '最佳实践',
    ]) {
      assert.ok(chinese.includes(term), term)
    }
  })

  it('shows animated and still pictures, in both themes, with a text for each', () => {
    const pictures = [...english.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)]
    const names = pictures.map(([, , path]) => path)
    assert.ok(names.some((path) => path?.endsWith('tour.png')))
    assert.ok(names.some((path) => path?.endsWith('-dark.png')))
    assert.ok(names.some((path) => path?.endsWith('-light.png')))
    assert.deepEqual(
      pictures.filter(([, text = '']) => text.length < 10),
      [],
    )
    // An APNG says so in its header, before the first image.
    const head = readFileSync(join(ROOT, 'docs/pictures/tour.png')).subarray(0, 200).toString('latin1')
    assert.ok(head.includes('acTL'))
  })
})

describe('The documents', () => {
  for (const file of DOCS) {
    it(`${file} links only to what is there`, () => {
      const text = read(file)
      for (const address of addresses(text).filter((each) => !/^[a-z]+:/.test(each))) {
        const [path = '', anchor] = address.split('#')
        const target = path === '' ? file : normalize(join(dirname(file), path))
        assert.ok(existsSync(join(ROOT, target)), `${address} in ${file}`)
        if (anchor !== undefined) {
          assert.ok(anchors(read(target)).includes(anchor), `${address} in ${file}`)
        }
      }
    })
  }

  const { scripts } = json<{ scripts: Record<string, string> }>('package.json')
  const runs = DOCS.flatMap((file) =>
    [...read(file).matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(start|test))/g)].map(
      ([, named, usual]) => [file, named ?? usual ?? ''] as const,
    ),
  )

  it('name only npm scripts that there are', () => {
    assert.ok(runs.length > 10)
    assert.deepEqual(
      runs.filter(([, script]) => !(script in scripts)),
      [],
    )
  })

  it('name only files of this project that there are', () => {
    const missing = DOCS.flatMap((file) =>
      [
        ...read(file).matchAll(
          /(?<![\w/.~])((?:src|test|scripts|webview-ui|docs|media)\/[\w/.@-]+\.(?:ts|mjs|css|json|md|txt))\b/g,
        ),
      ]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(join(ROOT, path)))
        .map((path) => `${path} in ${file}`),
    )
    assert.deepEqual(missing, [])
  })
})
