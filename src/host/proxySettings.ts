import { workspace } from 'vscode'

/** VS Code's own proxy settings, in the words that the AWS adapter takes. */
export interface EditorProxy {
  https?: string
  noProxy?: string[]
  strictSSL?: boolean
}

/**
 * Reads `http.proxy`, `http.noProxy` and `http.proxyStrictSSL` of the user, never of the workspace: a
 * folder must not be able to send credentials through a proxy of its choice.
 */
export function readProxySettings(): EditorProxy | undefined {
  const http = workspace.getConfiguration('http')
  const own = <T>(key: string): T | undefined => {
    const found = http.inspect<T>(key)
    return found?.globalValue ?? found?.defaultValue
  }
  const https = own<string>('proxy')
  if (https === undefined || https === '') {
    return undefined
  }
  const noProxy = own<string[]>('noProxy')
  const strictSSL = own<boolean>('proxyStrictSSL')
  return {
    https,
    ...(noProxy !== undefined && { noProxy }),
    ...(strictSSL !== undefined && { strictSSL }),
  }
}
