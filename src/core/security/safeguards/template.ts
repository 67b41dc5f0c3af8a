/** What the templates are made for. */
export interface SafeguardInput {
  /** Twelve digits. */
  account: string
  region: string
  /** `aws`, `aws-us-gov` … */
  partition: string
  /** The id that Cline sends, such as `eu.anthropic.claude-…`: the dimension of the metrics. Empty while none is chosen. */
  modelId: string
  /** Regions that requests may be routed to, the calling one included; empty where AWS may take any. */
  regions: readonly string[]
  /** US dollars a day of full work, from the estimate. */
  dayUsd: number
  /** Output tokens of such a day. */
  dayOutputTokens: number
}

/** One safeguard in both forms. */
export interface SafeguardTexts {
  cli: string
  cloudformation: string
}

type Json = string | number | boolean | Json[] | { [key: string]: Json }

/** A resource of CloudFormation. */
export interface Resource {
  Type: string
  Properties: { [key: string]: Json }
  DependsOn?: string | string[]
  DeletionPolicy?: 'Retain'
  UpdateReplacePolicy?: 'Retain'
}

interface Template {
  description: string
  parameters?: Record<string, { [key: string]: Json }>
  resources: Record<string, Resource>
  outputs?: Record<string, { Description: string; Value: Json }>
}

/** A template as JSON text, which CloudFormation takes as it takes YAML. */
export function templateText({ description, parameters, resources, outputs }: Template): string {
  return JSON.stringify(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: description,
      ...(parameters !== undefined && { Parameters: parameters }),
      Resources: resources,
      ...(outputs !== undefined && { Outputs: outputs }),
    },
    null,
    2,
  )
}

/** The address that warnings go to; no address is in the text, so that it can be passed on. */
export const EMAIL = {
  Type: 'String',
  AllowedPattern: '[^@ ]+@[^@ ]+',
  Description: 'Where warnings are mailed.',
}

/** A value in single quotes for a POSIX shell. */
export const quoted = (value: unknown): string =>
  `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "'\\''")}'`

/** Commands of one script: it stops at the first that fails. */
export const script = (...lines: string[]): string => ['set -eu', ...lines, ''].join('\n')

/** Makes a script stop with a sentence when a variable is not set. */
export const needs = (name: string, what: string): string => `: "\${${name}:?${what}}"`
