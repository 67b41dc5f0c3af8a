import assert from 'node:assert/strict'
import { SAFEGUARD_IDS } from '../../../src/core/security/safeguards.ts'
import { newGrant } from '../../../src/core/wizard/grant.ts'
import { at, grant } from '../../page/support/fixtures.ts'
import { gallery } from '../../page/support/gallery.ts'
import { find, labels, pick } from './looking.ts'

describe('Creating the policy', () => {
  const held = (change: Parameters<typeof newGrant>[0]) =>
    at('test-prompt', (draft) => {
      draft.model.grant = newGrant(change, { discovery: false, firstUse: false })
    })

  it('is not offered to whom IAM cannot give it, with the way that there is', () => {
    const { basis } = grant()
    const sso = pick('policy', held({ ...basis, principal: { kind: 'sso-role', name: 'PowerUser' } }))
    assert.equal(find(sso, /permission set PowerUser/).act.type, 'none')
    const key = pick('policy', held({ ...basis, auth: 'api-key' }))
    find(key, /Give the text to an administrator/)
    for (const screen of [sso, key]) {
      assert.ok(!labels(screen).includes('Create it in AWS…'))
    }
    find(pick('policy', held(basis)), 'Create it in AWS…')
  })
})

describe('The review in a quick pick', () => {
  const about = {
    separateModels: true,
    unusedApiKey: true,
    locked: {},
    place: { dataDirs: ['/home/dev/.cline/data'], providers: [], variables: [] },
  }

  it('asks what only the user can decide, and marks what holds', () => {
    const state = at('review', (draft) => {
      draft.review.about = about
      draft.review.options = { modes: ['act'], keepApiKey: false }
    })
    const screen = pick('review', state)
    assert.equal(find(screen, 'Act mode only').icon, 'pass-filled')
    assert.equal(find(screen, 'Both').icon, 'circle-large-outline')
    assert.deepEqual(find(screen, 'Keep it in Cline').act, {
      type: 'send',
      intent: { type: 'setWriteOptions', modes: ['act'], keepApiKey: true },
    })
  })

  it('says before the write that a running Cline is reloaded', () => {
    const write = (running: boolean) => {
      const state = at('review', (draft) => {
        draft.host.cline.running = running
      })
      return find(pick('review', state), 'Write Cline’s settings').detail ?? ''
    }
    assert.match(write(true), /window reloads right after/)
    assert.match(write(false), /backup is made first/)
  })

  it('writes nothing where nothing would change', () => {
    const state = at('review', (draft) => {
      draft.review.changed = false
      draft.review.files = []
    })
    assert.deepEqual(labels(pick('review', state)), [
      'Cline is set to this already: nothing needs to change.',
      'Close',
    ])
  })
})

describe('The summary in a quick pick', () => {
  it('names the windows whose Cline has older settings, how far Cline is, and the old keys in the backups', () => {
    const state = at('done', (draft) => {
      draft.running = {
        phase: 'probable',
        windows: [
          { pid: 7, name: 'shop', stale: true, asked: false },
          { pid: 8, name: '', stale: false, asked: false },
        ],
        apps: [{ name: 'Cursor', running: true }],
      }
      draft.review.keepsOldKeys = true
      draft.review.now = {
        provider: 'bedrock',
        modelId: 'm',
        region: 'eu-west-1',
        auth: 'profile',
        profile: 'work',
      }
    })
    const screen = pick('done', state)
    assert.deepEqual(find(screen, 'The window “shop”').act, {
      type: 'send',
      intent: { type: 'askReload', pid: 7 },
    })
    assert.ok(!labels(screen).includes('A window without a folder'), 'one that is up to date is left alone')
    find(screen, 'Cursor, open now')
    find(screen, /probably taken up/)
    find(screen, 'Bedrock · m · eu-west-1 · profile work')
    assert.equal(find(screen, 'Delete the backups').act.type, 'send')
  })
})

describe('Security in a quick pick', () => {
  it('has a line for everything that the page has, with the templates to read and to copy', () => {
    const state = gallery().security
    assert.ok(state !== undefined)
    const screen = pick('security', state)
    for (const { title } of state.security.practices ?? []) {
      find(screen, title)
    }
    assert.match(find(screen, 'Work all day').description ?? '', /^about \$\d/)
    assert.deepEqual(
      [...new Set(screen.items.map(({ group }) => group))],
      ['Secure access', 'Network', 'Monitoring and records', 'Errors and cost', 'Audits and data', 'More'],
    )
    for (const id of SAFEGUARD_IDS) {
      const { act } = find(pick(`safeguard-${id}`, state), 'Show as CloudFormation')
      assert.ok(act.type === 'show' && act.shown.text.length > 50, id)
    }
  })

  it('leads to the credentials where nobody is signed in, and waits visibly while AWS is asked', () => {
    const nobody = gallery()['security-nobody']
    const loading = gallery()['security-loading']
    assert.ok(nobody !== undefined && loading !== undefined)
    assert.deepEqual(find(pick('security', nobody), 'Go to: Credentials').act, { type: 'go', to: 'method' })
    assert.equal(pick('security', loading).busy, true)
  })
})
