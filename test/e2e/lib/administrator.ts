import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fakeKeyId, fakeSecret } from '../../sandbox/build.ts'
import type { Sandbox } from '../../sandbox/server.ts'

const program = fileURLToPath(new URL('awsCommand.ts', import.meta.url))

/**
 * Runs a text in a shell as the sandbox's administrator would who was sent it: nothing but `aws` and the
 * shell itself. The key is that of the label. Rejects with what the shell said when a command fails.
 */
export async function runAsAdministrator(
  sandbox: Sandbox,
  text: string,
  options: { label?: string; region?: string } = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'administrator-'))
  try {
    const shim = join(folder, 'aws')
    writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o700 })
    const label = options.label ?? 'ADMIN'
    const { stdout } = await promisify(execFile)('sh', ['-e', '-c', text], {
      cwd: folder,
      env: {
        PATH: [folder, process.env.PATH ?? ''].join(delimiter),
        HOME: folder,
        AWS_ACCESS_KEY_ID: fakeKeyId('AKIA', label),
        AWS_SECRET_ACCESS_KEY: fakeSecret(label),
        AWS_REGION: options.region ?? 'us-east-1',
        ...sandbox.env(),
      },
    })
    return stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
