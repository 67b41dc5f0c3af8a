import { claimsAsFound } from '../../../src/core/running/claims.ts'
import { type AppliedRecord, findDrift } from '../../../src/core/running/drift.ts'
import { printWith } from '../../../src/host/running/appliedRecord.ts'

export const STATE = '/cline/globalState.json'
export const SECRETS = '/cline/secrets.json'
export const print = printWith('salt')

export const BEFORE = { actModeApiProvider: 'openrouter', planModeApiProvider: 'openrouter', theme: 'dark' }
export const OURS = {
  actModeApiProvider: 'bedrock',
  planModeApiProvider: 'bedrock',
  awsRegion: 'eu-west-1',
  welcomeViewCompleted: true,
}
export const KEYS = Object.keys(OURS)

export function recordOf(path = STATE): AppliedRecord {
  return {
    version: 1,
    id: 'write-1',
    at: 5000,
    salt: 'salt',
    files: [
      { path, role: 'globalState', claims: claimsAsFound(OURS, [...KEYS, 'awsProfile']) },
      {
        path: SECRETS,
        role: 'secrets',
        claims: [{ path: ['awsAccessKey'], print: print('AKIAIOSFODNN7EXAMPLE') }],
      },
    ],
    before: [{ path, role: 'globalState', claims: claimsAsFound(BEFORE, [...KEYS, 'awsProfile']) }],
  }
}

export const held = { awsAccessKey: 'AKIAIOSFODNN7EXAMPLE' }
export const roots =
  (state: unknown, secrets: unknown = held) =>
  (path: string) =>
    path === STATE ? state : secrets
export const find = (state: unknown, secrets: unknown = held) =>
  findDrift(recordOf(), roots(state, secrets), print)
