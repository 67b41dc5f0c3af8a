import { existsSync, readFileSync } from 'node:fs'
import type { AuthKind } from '../../../src/core/choice.ts'
import type { Failure, FailureService } from '../../../src/core/diagnosis/failure.ts'

interface Answer {
  service: string
  operation: string
  http?: { status: number; headers?: Record<string, string>; body: string }
  stream?: { exceptionType: string; body: string; afterText?: string }
  regions?: string[]
}

/** One situation of the list that the project shares with its graders. */
export interface SharedCase extends Answer {
  id: string
  kind?: 'local' | 'transport' | 'healthy'
  auth?: AuthKind
  profile?: string
  region?: string | null
  model?: string
  identity?: string
  files?: Record<string, string>
  env?: Record<string, string>
  serverClockOffsetSeconds?: number
  fault?: string
  error?: { code: string; message: string }
  also?: Answer[]
  expect: string | null
}

const FOLDER = new URL('../../../../shared/cases/', import.meta.url)

/** The cases of one list, or none where the list is not at hand. */
export function sharedCases(name: 'aws-errors' | 'local'): SharedCase[] {
  const file = new URL(`${name}.json`, FOLDER)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SharedCase[]) : []
}

/** The failure as the SDK's reading of the wire gives it: name by header, message by `message` or `Message`. */
export function failureOf(answer: Answer, offset?: number): Failure {
  const base = { service: answer.service as FailureService, operation: answer.operation }
  const skew = offset === undefined ? {} : { clockOffsetSeconds: offset }
  if (answer.stream !== undefined) {
    const message = String((JSON.parse(answer.stream.body) as { message?: string }).message)
    return { ...base, name: answer.stream.exceptionType, message, midStream: true }
  }
  const { status, headers = {}, body } = answer.http ?? { status: 0, body: '' }
  const contentType = headers['content-type'] ?? ''
  const wire = { ...base, ...skew, httpStatus: status, contentType }
  if (contentType.includes('html')) {
    return {
      ...wire,
      name: 'SyntaxError',
      message: `Unexpected token '<', "${body.slice(0, 10)}"... is not valid JSON`,
      body,
    }
  }
  if (contentType.includes('xml')) {
    const name = /<Code>([^<]+)</.exec(body)?.[1] ?? 'Unknown'
    return { ...wire, name, message: /<Message>([^<]+)</.exec(body)?.[1] ?? '' }
  }
  const json = JSON.parse(body) as { message?: string; Message?: string }
  const message = json.message ?? json.Message
  const name = headers['x-amzn-errortype']?.split(':')[0] ?? 'Unknown'
  return { ...wire, name, message: message ?? 'UnknownError', ...(message === undefined && { body }) }
}

/** A call without an answer. */
export const transportFailure = (entry: SharedCase): Failure => ({
  service: entry.service as FailureService,
  operation: 'ConverseStream',
  name: 'Error',
  message: entry.error?.message ?? '',
  ...(entry.error !== undefined && { networkCode: entry.error.code }),
})
