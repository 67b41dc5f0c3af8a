import assert from 'node:assert/strict'
import { remember } from '../../../src/core/wizard/remember.ts'
import { at, DENIED } from './atModel.ts'
import { refusal } from './fakes.ts'
import { settle } from './patience.ts'

describe('the least policy, created through IAM', () => {
  it('is created only after the preview, attached to the caller, and can be taken back', async () => {
    const calls: string[] = []
    const { session } = await at({
      createPolicy: (_target, { name, document }) => {
        calls.push(`create ${name} ${(JSON.parse(document) as { Version: string }).Version}`)
        return Promise.resolve({ ok: true, value: `arn:aws:iam::111122223333:policy/${name}` })
      },
      attachPolicy: (_target, principal) => {
        calls.push(`attach ${principal.kind} ${principal.name}`)
        return Promise.resolve({ ok: true, value: true })
      },
      detachPolicy: (_target, principal, arn) => {
        calls.push(`detach ${principal.name} ${arn}`)
        return Promise.resolve({ ok: true, value: true })
      },
      deletePolicy: (_target, arn) => {
        calls.push(`delete ${arn}`)
        return Promise.resolve({ ok: true, value: true })
      },
    })
    const name = 'ClineBedrockInvokeAccess'
    session.dispatch({ type: 'applyGrant', name, confirmed: true })
    await settle()
    assert.deepEqual(calls, [], 'nothing without a preview')
    session.dispatch({ type: 'previewGrant' })
    session.dispatch({ type: 'applyGrant', name: 'Another', confirmed: true })
    await settle()
    assert.deepEqual(calls, [], 'nothing but what the preview shows')
    session.dispatch({ type: 'applyGrant', name, confirmed: true })
    await settle()
    assert.deepEqual(calls, [`create ${name} 2012-10-17`, 'attach user dev'])
    assert.deepEqual(remember(session.state).created?.arn, `arn:aws:iam::111122223333:policy/${name}`)
    session.dispatch({ type: 'undoGrant' })
    await settle()
    const arn = `arn:aws:iam::111122223333:policy/${name}`
    assert.deepEqual(calls.slice(2), [`detach dev ${arn}`, `delete ${arn}`])
    assert.equal(session.state.model.created, undefined)
  })

  it('leaves a policy that has the name already alone and proposes another name', async () => {
    const taken = refusal(
      'iam',
      'CreatePolicy',
      'EntityAlreadyExistsException',
      'A policy called X already exists.',
    )
    const { session } = await at({ createPolicy: () => Promise.resolve({ ok: false, failure: taken }) })
    session.dispatch({ type: 'previewGrant' })
    session.dispatch({ type: 'applyGrant', name: 'ClineBedrockInvokeAccess', confirmed: true })
    await settle()
    const { apply, texts } = session.state.model.grant ?? {}
    assert.equal(apply?.status, 'preview')
    assert.equal(apply?.name, 'ClineBedrockInvokeAccess-2')
    assert.match(texts?.cli ?? '', /ClineBedrockInvokeAccess-2/)
  })

  it('removes the policy again when it cannot be attached', async () => {
    const deleted: string[] = []
    const { session } = await at({
      attachPolicy: () => Promise.resolve({ ok: false, failure: DENIED('iam:AttachUserPolicy') }),
      deletePolicy: (_target, arn) => {
        deleted.push(arn)
        return Promise.resolve({ ok: true, value: true })
      },
    })
    session.dispatch({ type: 'previewGrant' })
    session.dispatch({ type: 'applyGrant', name: 'ClineBedrockInvokeAccess', confirmed: true })
    await settle()
    assert.equal(session.state.model.grant?.apply.status, 'failed')
    assert.equal(deleted.length, 1)
    assert.equal(session.state.model.created, undefined)
  })

  it('says so when the policy cannot be removed again either', async () => {
    const { session } = await at({
      attachPolicy: () => Promise.resolve({ ok: false, failure: DENIED('iam:AttachUserPolicy') }),
      deletePolicy: () => Promise.resolve({ ok: false, failure: DENIED('iam:DeletePolicy') }),
    })
    session.dispatch({ type: 'previewGrant' })
    session.dispatch({ type: 'applyGrant', name: 'ClineBedrockInvokeAccess', confirmed: true })
    await settle()
    const { apply } = session.state.model.grant ?? {}
    assert.equal(apply?.status, 'failed')
    assert.match(apply?.failure?.what ?? '', /AttachUserPolicy/)
    assert.match(
      apply?.failure?.what ?? '',
      /policy\/ClineBedrockInvokeAccess was created and could not be deleted/,
    )
  })

  it('is not offered for a role of IAM Identity Center: its permission set must change instead', async () => {
    const arn =
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_PowerUserAccess_0123456789abcdef/dev@example.com'
    const { session } = await at({
      callerIdentity: () =>
        Promise.resolve({ ok: true, value: { account: '111122223333', arn, userId: 'AROA' } }),
    })
    session.dispatch({ type: 'previewGrant' })
    assert.equal(session.state.model.grant?.apply.status, 'idle')
    assert.match(session.state.model.grant?.texts.cli ?? '', /put-inline-policy-to-permission-set/)
  })
})
