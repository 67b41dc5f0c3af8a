const SECRET_KEY = /(secret|token|api_?key|access_?key|password|auth|credential|cline:)/i
const NOT_SECRET = /^(awsAuthentication|authentication|tokenSource|maxTokens|maxInputTokens|budgetTokens)$/

/**
 * A JSON text with every secret value masked, its layout kept. Access key ids keep their ends; of anything
 * else only that it is there is shown. Errs on the side of hiding.
 */
export function maskJsonText(text: string): string {
  return text.replaceAll(
    /"((?:[^"\\]|\\.)*)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g,
    (whole, key: string, colon: string, value: string) =>
      SECRET_KEY.test(key) && !NOT_SECRET.test(key) && value !== ''
        ? `"${key}"${colon}"${mask(value)}"`
        : whole,
  )
}

const mask = (value: string): string =>
  /^A(KIA|SIA)[A-Z0-9]{16}$/.test(value) ? `${value.slice(0, 4)}…${value.slice(-4)}` : '••••'
