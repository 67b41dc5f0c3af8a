import type { ClassifyContext } from '../../../src/core/diagnosis/classify.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import type { DiagnosisId } from '../../../src/core/diagnosis/ids.ts'

/** One recorded failure and the one diagnosis a user should get. */
export interface Row {
  id: DiagnosisId
  failure: Partial<Failure>
  context?: Partial<ClassifyContext>
}

export const prompt = (name: string, httpStatus: number, message: string): Partial<Failure> => ({
  name,
  httpStatus,
  message,
})
export const nameless = (httpStatus: number, message: string): Partial<Failure> =>
  prompt('Unknown', httpStatus, message)
export const local = (message: string, name = 'CredentialsProviderError'): Partial<Failure> => ({
  service: 'credentials',
  operation: 'resolveCredentials',
  name,
  message,
})
export const network = (networkCode: string, message: string): Partial<Failure> => ({
  name: 'Error',
  networkCode,
  message,
})
export const sts = (
  operation: string,
  name: string,
  httpStatus: number,
  message: string,
): Partial<Failure> => ({
  service: 'sts',
  operation,
  name,
  httpStatus,
  message,
})
export const iam = (name: string, httpStatus: number, message: string): Partial<Failure> => ({
  service: 'iam',
  operation: 'SimulatePrincipalPolicy',
  name,
  httpStatus,
  message,
})
export const denied = (
  rest: string,
  who = 'arn:aws-us-gov:sts::210987654321:assumed-role/Ops/jo',
): Partial<Failure> =>
  prompt('AccessDeniedException', 403, `User: ${who} is not authorized to perform: ${rest}`)

export const INVOKE = 'bedrock:InvokeModel'
export const GOV = { region: 'us-gov-west-1' }
export const GOV_PROFILE =
  'arn:aws-us-gov:bedrock:us-gov-west-1:210987654321:inference-profile/us-gov.anthropic.claude-x'
