/** Names and signs that stay as they are in Chinese. */
const NAMES = new Set(['Bedrock', 'Bedrock for Cline', 'Cline', 'IAM Identity Center', '{0}k', '{0}M'])

const HAN = '\\p{Script=Han}'

const placeholders = (text) => [...new Set(text.match(/\{[^}]*\}/g) ?? [])].sort().join()

/** What may stand beside Chinese without its rules: code, commands and links keep their own punctuation. */
const prose = (text) => text.replaceAll(/\]\(command:[^)]*\)/g, ']')

const RULES = [
  {
    name: 'blank missing between Chinese and Latin letters, digits or a placeholder',
    pattern: new RegExp(`${HAN}[A-Za-z0-9{]|[A-Za-z0-9}]${HAN}`, 'u'),
  },
  {
    name: 'half-width punctuation beside Chinese',
    pattern: new RegExp(`${HAN}[,;:!?(]|[,;:!?)]${HAN}`, 'u'),
  },
  { name: 'half-width full stop after Chinese', pattern: new RegExp(`${HAN}\\.`, 'u') },
  { name: 'blank beside full-width punctuation', pattern: / [，。；：？！（）、]|[，。；：？！（）、] /u },
  { name: 'blank between Chinese characters', pattern: new RegExp(`${HAN} ${HAN}`, 'u') },
  { name: 'three dots instead of …', pattern: /\.\.\./ },
  { name: 'straight quotes around Chinese', pattern: new RegExp(`["']${HAN}|${HAN}["']`, 'u') },
]

// The marks that a sentence and its translation share at the end.
const ENDS = [
  ['a full stop', /\.$/, /。$/],
  ['…', /…$/, /…$/],
  ['a question mark', /\?$/, /？$/],
  ['a colon', /:$/, /：$/],
]

/**
 * What is wrong with a Chinese translation, one line for each broken rule; empty when nothing is.
 * @param {string} english what users of English read
 * @param {string} chinese its translation
 * @returns {string[]}
 */
export function translationFaults(english, chinese) {
  if (chinese.trim() === '') {
    return ['empty']
  }
  const text = prose(chinese)
  return [
    ...(placeholders(english) === placeholders(chinese) ? [] : ['other placeholders']),
    ...(english === chinese && !NAMES.has(english) ? ['not translated'] : []),
    ...RULES.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name),
    ...ENDS.filter(([, en, zh]) => en.test(english) !== zh.test(chinese)).map(
      ([name]) => `${name} ends only one of the two`,
    ),
  ]
}
