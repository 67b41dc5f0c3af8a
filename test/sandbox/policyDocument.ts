/** One statement, with every list normalised to an array. */
export interface Statement {
  sid?: string
  effect: 'Allow' | 'Deny'
  /** Patterns in lower case. Exactly one of actions and notActions is given; likewise resources. */
  actions?: string[]
  notActions?: string[]
  resources?: string[]
  notResources?: string[]
  /** Only in trust policies: '*' or ARNs and account ids. */
  principals?: string[]
  /** Only in trust policies: hosts of services, and identity providers. */
  otherPrincipals?: string[]
  conditions: Condition[]
}

/** One operator on one key: the key's values must fit (one of) `values`. */
export interface Condition {
  operator: string
  /** In lower case; condition keys know no case. */
  key: string
  values: string[]
}

/** A policy after the strict parser; `text` is what was given. */
export interface PolicyDocument {
  version: '2012-10-17' | '2008-10-17'
  statements: Statement[]
  text: string
}
