import type {
  CallerIdentity,
  FoundationModel,
  InferenceProfile,
  ModelAvailability,
} from '../../core/bedrock/types.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Aws, AwsTarget } from '../ports.ts'

/**
 * The calls of one run, each made at most once however many checks ask for it, so that independent
 * checks run together and a run stays within four rounds of dependent calls.
 */
export interface Calls {
  identity(region: string): Promise<Outcome<CallerIdentity>>
  models(): Promise<Outcome<FoundationModel[]>>
  profiles(): Promise<Outcome<InferenceProfile[]>>
  profile(id: string): Promise<Outcome<InferenceProfile>>
  availability(baseModelId: string): Promise<Outcome<ModelAvailability>>
  useCaseForm(): Promise<Outcome<boolean>>
  dataRetention(): Promise<Outcome<string>>
  /** GetRole, for the ARN with its path. */
  roleArn(roleName: string): Promise<Outcome<string>>
}

/** Opens the calls of one run for one target. */
export function openCalls(aws: Aws, target: AwsTarget, signal: AbortSignal): Calls {
  const made = new Map<string, Promise<unknown>>()
  const once = <T>(key: string, call: () => Promise<T>): Promise<T> => {
    const known = made.get(key)
    if (known !== undefined) {
      return known as Promise<T>
    }
    const promise = call()
    made.set(key, promise)
    return promise
  }
  return {
    identity: (region) => once(`identity ${region}`, () => aws.callerIdentity({ ...target, region }, signal)),
    models: () => once('models', () => aws.listFoundationModels(target, signal)),
    profiles: () => once('profiles', () => aws.listInferenceProfiles(target, signal)),
    profile: (id) => once(`profile ${id}`, () => aws.getInferenceProfile(target, id, signal)),
    availability: (id) => once(`availability ${id}`, () => aws.modelAvailability(target, id, signal)),
    useCaseForm: () => once('form', () => aws.useCaseFormSubmitted(target, signal)),
    dataRetention: () => once('retention', () => aws.dataRetention(target, signal)),
    roleArn: (name) => once(`role ${name}`, () => aws.roleArn(target, name, signal)),
  }
}
