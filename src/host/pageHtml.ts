import { t } from '@vscode/l10n'

/** What the page's HTML depends on. */
export interface PageHtmlInput {
  /** The webview's own source for the content policy. */
  cspSource: string
  nonce: string
  scriptUri: string
  styleUri: string
  language: string
  /** The translations as JSON text; empty for English. */
  translations: string
}

/**
 * The page's HTML under a strict policy: nothing but our own script and styles. What the script imports, at
 * once or later, is let in by the script's nonce, which the browser hands on. The nonce in the meta
 * element lets the toolkit's style probe pass, without which it falls back to coarse focus rings.
 */
export function pageHtml(input: PageHtmlInput): string {
  const { cspSource, nonce, scriptUri, styleUri, language } = input
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
  ].join('; ')
  // A closing tag inside the JSON must not end the element.
  const translations = input.translations.replaceAll('<', '\\u003c')
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta property="csp-nonce" content="${nonce}">
  <link rel="stylesheet" href="${styleUri}">
  <title>${t('Set up Bedrock for Cline')}</title>
</head>
<body>
  <script type="application/json" id="l10n">${translations}</script>
  <div id="app"></div>
  <script type="module" nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>`
}
