type Tree = Record<string, unknown>

const KEYS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']

/** IAM's own grammar of a policy, as far as the generated ones go. */
export function policyProblems(path: string, value: unknown): string[] {
  const policy = value as Tree
  if (policy.Version !== '2012-10-17' || !Array.isArray(policy.Statement)) {
    return [`${path} is no policy`]
  }
  return (policy.Statement as Tree[]).flatMap((statement, index) =>
    statementProblems(`${path}.Statement[${index}]`, statement),
  )
}

function statementProblems(at: string, statement: Tree): string[] {
  const actions = [statement.Action].flat().map(String)
  const resources = [statement.Resource ?? []].flat().map(String)
  return [
    ...Object.keys(statement)
      .filter((key) => !KEYS.includes(key))
      .map((key) => `${at}.${key} is unknown`),
    ...(statement.Effect === 'Allow' || statement.Effect === 'Deny' ? [] : [`${at} has no effect`]),
    ...actions
      .filter((action) => !/^[a-z0-9-]+:[A-Za-z*]+$/.test(action))
      .map((action) => `${at}: "${action}" is no action`),
    ...resources
      .filter(
        (resource) => !/^(\*|arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9*-]*:(\d{12}|aws|\*)?:.+)$/.test(resource),
      )
      .map((resource) => `${at}: "${resource}" is no resource`),
    ...(/^[A-Za-z0-9]*$/.test(String(statement.Sid ?? ''))
      ? []
      : [`${at}: Sid takes letters and digits only`]),
  ]
}
