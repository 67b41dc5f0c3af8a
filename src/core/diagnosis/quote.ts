/** The systems whose shells a command is made for. */
export type Platform = 'win32' | 'darwin' | 'linux'

const POSIX_PLAIN = /^[A-Za-z0-9_.,:/@+-]+$/
const WINDOWS_PLAIN = /^[A-Za-z0-9_.:/-]+$/

// PowerShell also ends a string at typographic quotes, and expands $ and `; cmd expands % and !. Within double
// quotes nothing can switch these off for both at once, so a text with one of them gets no command.
const WINDOWS_UNSAFE = /["\u201c\u201d\u201e\u201f$`%!\\^&|<>]/

// A terminal acts on control characters while pasting, quoted or not; format characters hide what is pasted.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** One argument that the shell hands on unchanged; `undefined` where no quoting is safe. */
export function quote(text: string, platform: Platform): string | undefined {
  if (UNPRINTABLE.test(text)) {
    return undefined
  }
  if (platform === 'win32') {
    if (WINDOWS_PLAIN.test(text)) {
      return text
    }
    return WINDOWS_UNSAFE.test(text) ? undefined : `"${text}"`
  }
  return POSIX_PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** `aws … --profile NAME`, in a form in which the name can be neither an option nor a command. */
export function awsCommand(
  words: string,
  profile: string | undefined,
  platform: Platform,
): string | undefined {
  if (profile === undefined) {
    return `aws ${words}`
  }
  const name = quote(profile, platform)
  if (name === undefined) {
    return undefined
  }
  return profile.startsWith('-') ? `aws ${words} --profile=${name}` : `aws ${words} --profile ${name}`
}

/** Sets the clock by the network. */
export function clockCommand(platform: Platform): string {
  switch (platform) {
    case 'win32':
      return 'w32tm /resync'
    case 'darwin':
      return 'sudo sntp -sS time.apple.com'
    default:
      return 'sudo timedatectl set-ntp true'
  }
}
