// `aws` as an administrator's shell finds it in the tests: the few commands that the page's texts use, by the
// same SDK that AWS's own tools are made from. Errors go to stderr with status 254, as there.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

type Client = { send: (command: object) => Promise<Record<string, unknown>>; destroy: () => void }
type Constructor<T> = new (input: object) => T

/** `policy-document` as the SDK writes it in a service: IAM begins its names with a capital. */
function parameterName(option: string, service: string): string {
  const camel = option.replaceAll(/-([a-z])/g, (_whole, letter: string) => letter.toUpperCase())
  return service === 'iam' ? `${camel.charAt(0).toUpperCase()}${camel.slice(1)}` : camel
}

const commandName = (words: string): string =>
  words
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')

/** The value at a path such as `offers[0].offerToken`. */
function at(value: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .reduce<unknown>(
      (inner, part) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[part] : undefined,
      value,
    )
}

function options(argv: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (let index = 0; index < argv.length; index += 2) {
    const name = argv[index] ?? ''
    const value = argv[index + 1]
    if (!name.startsWith('--') || value === undefined) {
      throw new Error(`Unknown options: ${argv.slice(index).join(' ')}`)
    }
    found.set(name.slice(2), value)
  }
  return found
}

async function run(argv: readonly string[]): Promise<string> {
  const [service = '', words = '', ...rest] = argv
  const given = options(rest)
  const query = given.get('query')
  const region = given.get('region') ?? process.env.AWS_REGION ?? 'us-east-1'
  for (const name of ['query', 'output', 'region']) {
    given.delete(name)
  }
  const module = (await import(`@aws-sdk/client-${service}`)) as Record<string, unknown>
  const name = service === 'iam' ? 'IAM' : commandName(service)
  const Client = module[`${name}Client`] as Constructor<Client>
  const Command = module[`${commandName(words)}Command`] as Constructor<object> | undefined
  if (Command === undefined) {
    throw new Error(`aws: there is no command ${service} ${words}`)
  }
  const input = [...given].map(([option, value]) => [
    parameterName(option, service),
    value.startsWith('fileb://') ? readFileSync(value.slice('fileb://'.length)) : value,
  ])
  const client = new Client({ region, maxAttempts: 1 })
  const answer = await client.send(new Command(Object.fromEntries(input)))
  client.destroy()
  const { $metadata: _, ...result } = answer
  return query === undefined ? JSON.stringify(result, null, 2) : String(at(result, query))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  run(process.argv.slice(2)).then(
    (text) => console.log(text),
    (error: unknown) => {
      console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
      process.exitCode = 254
    },
  )
}
