import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { watchFiles } from '../../../src/host/fileWatch.ts'
import { openHandles } from '../../lib/openHandles.ts'
import { until } from '../../lib/until.ts'

describe('files outside the workspace, in the extension host', () => {
  let home: string

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'bsc-watch-'))
  })

  afterEach(() => rmSync(home, { recursive: true, force: true }))

  it('are seen when they are replaced, and when their folder appears later', async () => {
    const seen: string[] = []
    const file = join(home, '.aws', 'credentials')
    const watch = watchFiles([file], (path) => seen.push(path), { home })
    mkdirSync(join(home, '.aws'))
    writeFileSync(file, '[dev]\n')
    await until(() => seen.length === 1, 'the file in its new folder')
    writeFileSync(`${file}.new`, '[prod]\n')
    renameSync(`${file}.new`, file)
    await until(() => seen.length === 2, 'the replacement')
    watch.dispose()
  })

  it('leave no handle after 1,000 openings and closings', async () => {
    const before = openHandles()
    for (let round = 0; round < 1000; round += 1) {
      watchFiles([join(home, 'one'), join(home, 'deep/two')], () => {}, { home }).dispose()
    }
    await until(() => openHandles() <= before, 'all handles to be closed')
  })
})
