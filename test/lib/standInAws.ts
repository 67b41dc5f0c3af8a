import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** How the stand-in behaves. */
export type StandInMode =
  | 'success'
  | 'browser'
  | 'device'
  | 'refused'
  | 'hang'
  | 'old'
  | 'v1'
  | 'login-remote'

/** A program `aws` of our own on a PATH of its own. */
export interface StandInAws {
  /** PATH and whatever else it needs. */
  env: Record<string, string>
  /** Another behaviour from the next start on. */
  become(mode: StandInMode): void
  /** What each start was given, in order. */
  calls(): string[][]
  /** Lets a waiting device code succeed. */
  allow(): void
  /** Ends the browser that the mode `browser` leaves open. */
  closeBrowser(): void
  /** What a success leaves in the cache, by path. */
  leaves(path: string, text: string): void
  remove(): void
}

const DEVICE = `
cat <<'END'
Browser will not be automatically opened.
Please visit the following URL:

https://device.sso.us-east-1.amazonaws.com/

Then enter the code:

ABCD-EFGH

Alternatively, you may visit the following URL which will autofill the code upon loading:
https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH
END
while [ ! -e "$here/allowed" ]; do sleep 0.02; done
leave
echo 'Successfully logged into Start URL: https://example.awsapps.com/start'
`

const SCRIPT = `#!/bin/sh
here=$(dirname "$0")
{ for each in "$@"; do printf '%s\\n' "$each"; done; echo '--end--'; } >> "$here/calls"
leave() { if [ -e "$here/leave-to" ]; then to=$(cat "$here/leave-to"); mkdir -p "$(dirname "$to")"; cp "$here/leave" "$to.new"; mv "$to.new" "$to"; fi; }
# As the real one: a profile that is named, be the name empty, has to exist.
if [ "\${AWS_PROFILE+set}" = set ] && { [ -z "$AWS_PROFILE" ] || [ -n "$AWS_CONFIG_FILE" ]; }; then
  printf '\\nThe config profile (%s) could not be found\\n' "$AWS_PROFILE" >&2; exit 255
fi
mode=$(cat "$here/mode")
case "$mode" in
success)
  printf 'Attempting to open your default browser.\\nIf the browser does not open, open the following URL:\\n\\nhttps://oidc.us-east-1.amazonaws.com/authorize?client_id=x&state=y\\n'
  leave
  echo 'Successfully logged into Start URL: https://example.awsapps.com/start'
  ;;
browser)
  # Python's webbrowser hands our own outputs on to the browser that it starts.
  sleep 87654 &
  echo $! > "$here/browser"
  leave
  echo 'Successfully logged into Start URL: https://example.awsapps.com/start'
  ;;
device) ${DEVICE} ;;
refused)
  echo 'aws: [ERROR]: An error occurred (AccessDeniedException) when calling the CreateToken operation: refused, aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' >&2
  exit 254
  ;;
hang) sleep 98765 ;;
old)
  case "$*" in *--use-device-code*)
    printf 'usage: aws [options]\\n\\nUnknown options: --use-device-code\\n' >&2; exit 252 ;;
  esac
  ${DEVICE} ;;
v1) printf "usage: aws [options]\\naws: error: argument operation: Invalid choice, valid choices are:\\n" >&2; exit 252 ;;
login-remote)
  printf 'Browser will not be automatically opened.\\nPlease visit the following URL:\\n\\nhttps://us-east-1.signin.aws.amazon.com/v1/authorize?x=y\\n\\nPlease enter the authorization code displayed in the browser: '
  read code
  [ "$code" = 'the-code' ] || { echo 'wrong code' >&2; exit 1; }
  leave
  ;;
esac
`

/** Makes the program; it does as `mode` says and notes how it was started. */
export function standInAws(mode: StandInMode): StandInAws {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-aws-'))
  const file = (name: string) => join(folder, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file('aws'), SCRIPT)
  chmodSync(file('aws'), 0o755)
  writeFileSync(file('mode'), mode)
  return {
    env: { PATH: `${folder}:/usr/bin:/bin` },
    become: (next) => writeFileSync(file('mode'), next),
    calls() {
      const text = existsSync(file('calls')) ? readFileSync(file('calls'), 'utf8') : ''
      return text
        .split('--end--\n')
        .slice(0, -1)
        .map((call) => call.split('\n').slice(0, -1))
    },
    allow: () => writeFileSync(file('allowed'), ''),
    closeBrowser: () => process.kill(Number(readFileSync(file('browser'), 'utf8'))),
    leaves(path, text) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(file('leave'), text)
      writeFileSync(file('leave-to'), path)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
