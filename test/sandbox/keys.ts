import { randomInt } from 'node:crypto'
import { type AccessKey, type KeyOwner, type World, worldNow } from './world.ts'

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const SECRET_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** A new set of temporary keys, known to the world from now on. */
export function issueTemporaryKey(
  world: World,
  owner: KeyOwner,
  seconds: number,
): AccessKey & { sessionToken: string } {
  const now = worldNow(world)
  const key = {
    id: `ASIASANDBOX${pick(ID_ALPHABET, 9)}`,
    secret: `EXAMPLE${pick(SECRET_ALPHABET, 33)}`,
    sessionToken: `IQoJb3JpZ2luX2VjEXAMPLE${pick(SECRET_ALPHABET, 200)}==`,
    owner,
    status: 'Active' as const,
    createDate: new Date(now).toISOString(),
    expires: Math.floor(now / 1000) * 1000 + seconds * 1000,
  }
  world.accessKeys[key.id] = key
  return key
}
