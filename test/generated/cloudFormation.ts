import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import type { PropertyType, Resource, ResourceProperties } from '@aws-cdk/service-spec-types'
import { policyProblems } from './policyGrammar.ts'

// What AWS publishes of every resource of CloudFormation: properties, which are required, types, values, attributes.
const aws = loadAwsServiceSpecSync()

const specOf = (type: unknown): Resource | undefined =>
  aws.lookup('resource', 'cloudFormationType', 'equals', String(type))[0]

const TOP = ['AWSTemplateFormatVersion', 'Description', 'Parameters', 'Resources', 'Outputs']
const PARTS = ['Type', 'Properties', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy']
const PARAMETER = ['Type', 'Default', 'Description', 'AllowedPattern', 'MinValue', 'MinLength']
const PARAMETER_TYPE = /^(String|Number|CommaDelimitedList|(List<)?AWS::EC2::(VPC|Subnet)::Id>?)$/
const PSEUDO = ['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::URLSuffix']

type Tree = Record<string, unknown>
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The names a template may refer to, and what refers to them. */
interface Names {
  parameters: Tree
  resources: Tree
  used: Set<string>
}

/** A reference in the place of a value: what is wrong with it, or `undefined` for no reference. */
function reference(value: Tree, names: Names): string[] | undefined {
  if (typeof value.Ref === 'string') {
    names.used.add(value.Ref)
    return value.Ref in names.parameters || value.Ref in names.resources || PSEUDO.includes(value.Ref)
      ? []
      : [`Ref to unknown ${value.Ref}`]
  }
  const got = value['Fn::GetAtt']
  if (!Array.isArray(got)) {
    return undefined
  }
  const [logical, attribute] = got.map(String)
  const target = names.resources[logical ?? ''] as Tree | undefined
  return attribute !== undefined && attribute in (specOf(target?.Type)?.attributes ?? {})
    ? []
    : [`GetAtt of unknown ${logical}.${attribute}`]
}

const isPolicy = (value: unknown): boolean => isTree(value) && 'Statement' in value

function judge(path: string, value: unknown, type: PropertyType, names: Names): string[] {
  if (isTree(value)) {
    const referred = reference(value, names)
    if (referred !== undefined) {
      return referred
    }
  }
  switch (type.type) {
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((each, index) => judge(`${path}[${index}]`, each, type.element, names))
        : [`${path} is no list`]
    case 'ref':
      return isTree(value)
        ? properties(path, value, aws.get('typeDefinition', type.reference).properties, names)
        : [`${path} is no object`]
    case 'union':
      return union(path, value, type.types, names)
    case 'json':
      return isPolicy(value) ? policyProblems(path, value) : [`${path} is no policy`]
    case 'string':
      return stringProblems(path, value, type.allowedValues)
    default:
      return SCALARS[type.type]?.(value) ? [] : [`${path} is no ${type.type}`]
  }
}

// A type that is not here is allowed nothing.
const SCALARS: Partial<Record<PropertyType['type'], (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
}

const stringProblems = (path: string, value: unknown, allowed?: string[]): string[] => {
  if (typeof value !== 'string' || value === '') {
    return [`${path} is no string`]
  }
  return allowed === undefined || allowed.includes(value) ? [] : [`${path} is none of ${allowed.join(', ')}`]
}

/** The problems of the type that fits best. */
const union = (path: string, value: unknown, types: PropertyType[], names: Names): string[] =>
  types.map((type) => judge(path, value, type, names)).sort((a, b) => a.length - b.length)[0] ?? []

function properties(path: string, value: Tree, known: ResourceProperties, names: Names): string[] {
  const missing = Object.entries(known).filter(([name, { required }]) => required && !(name in value))
  return [
    ...missing.map(([name]) => `${path} lacks ${name}`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const property = known[name]
      return property === undefined
        ? [`${path}.${name} is unknown`]
        : judge(`${path}.${name}`, each, property.type, names)
    }),
  ]
}

function parameterProblems(parameters: Tree): string[] {
  return Object.entries(parameters).flatMap(([name, given]) => {
    const parameter = given as Tree
    const unknown = Object.keys(parameter).filter((key) => !PARAMETER.includes(key))
    return [
      ...(PARAMETER_TYPE.test(String(parameter.Type)) ? [] : [`parameter ${name} has no type`]),
      ...unknown.map((key) => `parameter ${name}.${key} is unknown`),
    ]
  })
}

function resourceProblems(logical: string, resource: Tree, names: Names): string[] {
  const spec = specOf(resource.Type)
  if (spec === undefined) {
    return [`${logical} has the unknown type ${resource.Type}`]
  }
  const after = [resource.DependsOn ?? []].flat().map(String)
  return [
    ...(/^[A-Za-z0-9]+$/.test(logical) ? [] : [`${logical} takes letters and digits only`]),
    ...Object.keys(resource)
      .filter((key) => !PARTS.includes(key))
      .map((key) => `${logical}.${key} is unknown`),
    ...after
      .filter((name) => !(name in names.resources))
      .map((name) => `${logical} depends on unknown ${name}`),
    ...properties(logical, (resource.Properties ?? {}) as Tree, spec.properties, names),
  ]
}

/** What CloudFormation would object to, by AWS's own specification: types, properties, values, references. */
export function templateProblems(text: string): string[] {
  const template = JSON.parse(text) as Tree
  const parameters = (template.Parameters ?? {}) as Tree
  const resources = (template.Resources ?? {}) as Tree
  const names: Names = { parameters, resources, used: new Set() }
  const found = Object.entries(resources).flatMap(([logical, resource]) =>
    resourceProblems(logical, resource as Tree, names),
  )
  return [
    ...(template.AWSTemplateFormatVersion === '2010-09-09' ? [] : ['no format version']),
    ...Object.keys(template)
      .filter((key) => !TOP.includes(key))
      .map((key) => `${key} is unknown`),
    ...(Object.keys(resources).length === 0 ? ['no resources'] : []),
    ...parameterProblems(parameters),
    ...found,
    ...Object.keys(parameters)
      .filter((name) => !names.used.has(name))
      .map((name) => `parameter ${name} is unused`),
    ...(text.length > 51_200 ? ['longer than CloudFormation takes'] : []),
  ]
}
