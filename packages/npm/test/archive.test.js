import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openCache } from '../lib/cache.js'
import { findJar } from '../lib/jar.js'
import { findJava } from '../lib/java.js'
import { jvmArguments } from '../lib/jvm.js'

const folder = mkdtempSync(path.join(os.tmpdir(), 'damson-archive-'))
after(() => rmSync(folder, { recursive: true }))
const env = { DAMSON_MOCK_CACHE: folder }

test('of archives that are made at once there is one, which the JVM takes; what is stale is removed', async () => {
  const [jar, java] = [findJar(), findJava()]
  const stale = path.join(folder, 'stale')
  mkdirSync(stale)
  writeFileSync(path.join(stale, 'origin.json'), JSON.stringify({ jar: '/nowhere', java }))
  const cache = openCache(jar, java, 'verify', env)
  writeFileSync(path.join(cache.folder, 'verify.jsa.1.classes'), 'of a maker that was killed')
  const program = fileURLToPath(new URL('../lib/archive.js', import.meta.url))
  const makers = [1, 2].map(() => spawn(process.execPath, [program, 'verify', jar, java, cache.folder], { stdio: 'inherit' }))
  assert.deepEqual(await Promise.all(makers.map((maker) => once(maker, 'exit'))), [[0, null], [0, null]])

  assert.deepEqual(readdirSync(cache.folder).filter((each) => !each.startsWith('sqlite-')).sort(), ['origin.json', 'verify.jsa'])
  assert.deepEqual(readdirSync(folder), [path.basename(cache.folder)])
  const archived = openCache(jar, java, 'verify', env)
  const args = jvmArguments({ jar, args: ['verify', '--help'], cache: archived }).map((each) => (each === '-Xshare:auto' ? '-Xshare:on' : each))
  assert.equal(spawnSync(java, args).status, 0)
})
