import { bearerRefusal } from './authFailure.ts'
import { SandboxError } from './errors.ts'
import { accountOf } from './principals.ts'
import { computeSignature, parseAmzDate, sameSignature, sha256 } from './signature.ts'
import { checkRegionOn, findKey } from './sigv4.ts'
import { type KeyOwner, type World, worldNow } from './world.ts'

const SHORT = 'bedrock-api-key-'
const LONG = 'ABSK'
const INVALID = 'Authentication failed: Please make sure your API Key is valid.'
const EXPIRED = 'Bearer Token has expired'

/** Whose key it is; short keys know their region, long ones work wherever they are sent. */
export interface BearerProof {
  owner: KeyOwner
  region: string
  accessKeyId?: string
}

function proveLong(world: World, token: string): BearerProof {
  const key = world.apiKeys.find((candidate) => candidate.token === token)
  if (key?.status !== 'Active') throw bearerRefusal(INVALID)
  if (key.expires !== undefined && key.expires <= worldNow(world)) throw bearerRefusal(EXPIRED)
  return { owner: { kind: 'user', account: key.account, user: key.user }, region: world.unsignedRegion }
}

// A short key is a presigned call to bedrock.amazonaws.com, without "https://" and with a version behind it.
function proveShort(world: World, token: string): BearerProof {
  const url = Buffer.from(token.slice(SHORT.length), 'base64').toString('utf8')
  const [place = '', query = ''] = url.split('?')
  const params = new URLSearchParams(query)
  const param = (name: string): string => params.get(`X-Amz-${name}`) ?? ''
  const [accessKeyId = '', day = '', region = '', service = ''] = param('Credential').split('/')
  const starts = parseAmzDate(param('Date'))
  const seconds = Number(param('Expires'))
  if (
    params.get('Action') !== 'CallWithBearerToken' ||
    service !== 'bedrock' ||
    !(seconds > 0 && seconds <= 43_200)
  ) {
    throw bearerRefusal(INVALID)
  }
  if (!(starts + seconds * 1000 > worldNow(world))) throw bearerRefusal(EXPIRED)
  const sessionToken = params.get('X-Amz-Security-Token') ?? undefined
  const key = findShortKey(world, accessKeyId, sessionToken, region)
  const signed = query.split('&').filter((pair) => !/^(X-Amz-Signature|Version)=/.test(pair))
  const hashes = [params.get('X-Amz-Content-Sha256') ?? sha256(''), 'UNSIGNED-PAYLOAD']
  const proved = ['POST', 'GET'].some((method) =>
    hashes.some((payloadHash) =>
      sameSignature(
        param('Signature'),
        computeSignature(key.secret, {
          method,
          rawPath: place.slice('bedrock.amazonaws.com'.length) || '/',
          rawQuery: signed.join('&'),
          headers: { host: 'bedrock.amazonaws.com' },
          signedHeaders: param('SignedHeaders').split(';'),
          payloadHash,
          date: param('Date'),
          scope: { day, region, service },
        }),
      ),
    ),
  )
  if (!proved || !place.startsWith('bedrock.amazonaws.com')) throw bearerRefusal(INVALID)
  return { owner: key.owner, region, accessKeyId }
}

// The key behind the key: what is wrong with it is told in the words of API keys.
function findShortKey(world: World, id: string, sessionToken: string | undefined, region: string) {
  try {
    const key = findKey(world, id, sessionToken, 'json')
    checkRegionOn(accountOf(world, key.owner.account), region, 'bedrock', 'json')
    return key
  } catch (error) {
    const expired = error instanceof SandboxError && error.name === 'ExpiredTokenException'
    throw bearerRefusal(expired ? EXPIRED : INVALID)
  }
}

/** Proves a Bedrock API key from the Authorization header, with the refusals of Bedrock's front door. */
export function verifyBearer(world: World, header: string): BearerProof {
  const token = header.replace(/^Bearer\s*/i, '').trim()
  if (token === '') throw bearerRefusal('Authorization header is missing')
  if (token.startsWith(SHORT)) return proveShort(world, token)
  if (!token.startsWith(LONG))
    throw bearerRefusal('Invalid API Key format: Must start with pre-defined prefix')
  const proof = proveLong(world, token)
  try {
    checkRegionOn(accountOf(world, proof.owner.account), proof.region, 'bedrock', 'json')
  } catch {
    throw bearerRefusal(INVALID)
  }
  return proof
}
