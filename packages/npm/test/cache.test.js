import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { cacheName, cacheRoot, openCache, removeStale } from '../lib/cache.js'

const folder = mkdtempSync(path.join(os.tmpdir(), 'damson-cache-'))
after(() => rmSync(folder, { recursive: true }))

const jar = path.join(folder, 'a.jar')
const java = path.join(folder, 'java')
writeFileSync(jar, 'jar')
writeFileSync(java, 'java')

test('caches are where the platform keeps them', () => {
  assert.equal(cacheRoot({ HOME: '/home/me' }, 'linux'), '/home/me/.cache/damson-mock')
  assert.equal(cacheRoot({ HOME: '/home/me', XDG_CACHE_HOME: '/cache' }, 'linux'), '/cache/damson-mock')
  assert.equal(cacheRoot({ HOME: '/Users/me' }, 'darwin'), '/Users/me/Library/Caches/damson-mock')
  assert.equal(cacheRoot({ LOCALAPPDATA: '/local' }, 'win32'), '/local/damson-mock/cache')
  assert.equal(cacheRoot({ DAMSON_MOCK_CACHE: '/mine', XDG_CACHE_HOME: '/cache' }, 'linux'), '/mine')
})

test('another jar or another java has another folder', () => {
  const env = { DAMSON_MOCK_CACHE: path.join(folder, 'cache') }
  const first = openCache(jar, java, 'mock', env)
  assert.deepEqual(openCache(jar, java, 'mock', env), first)
  utimesSync(jar, 1, 1)
  assert.notEqual(openCache(jar, java, 'mock', env).folder, first.folder)
})

test('a command has the archive of its kind', () => {
  const env = { DAMSON_MOCK_CACHE: path.join(folder, 'kinds') }
  const cache = openCache(jar, java, 'mock', env)
  assert.equal(cache.archive, undefined)
  writeFileSync(path.join(cache.folder, 'mock.jsa'), '')
  assert.equal(openCache(jar, java, 'serve', env).archive, path.join(cache.folder, 'mock.jsa'))
  assert.equal(openCache(jar, java, 'verify', env).archive, undefined)
})

/** A folder of a jar of some version, last used some days ago. */
function aFolder(root, version, days) {
  const home = path.join(folder, `project-${version}-${days}`)
  const own = path.join(home, 'damson.jar')
  mkdirSync(home)
  writeFileSync(own, 'jar')
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ version }))
  const name = cacheName(own, java, version)
  const origin = path.join(root, name, 'origin.json')
  mkdirSync(path.join(root, name))
  writeFileSync(origin, JSON.stringify({ jar: own, java }))
  const used = Date.now() / 1000 - days * 86_400
  utimesSync(origin, used, used)
  return { name, home, own }
}

test('what another project uses is kept, and what nobody uses is removed', () => {
  const root = path.join(folder, 'stale')
  mkdirSync(path.join(root, 'not ours'), { recursive: true })
  const used = aFolder(root, '0.0.7', 59)
  aFolder(root, '0.0.8', 61)
  const upgraded = aFolder(root, '0.0.9', 1)
  writeFileSync(path.join(upgraded.home, 'package.json'), JSON.stringify({ version: '0.0.10' }))
  const gone = aFolder(root, '0.1.0', 1)
  rmSync(gone.own)
  removeStale(root)
  assert.deepEqual(readdirSync(root).sort(), [used.name, 'not ours'].sort())
})

test('a start is a use', () => {
  const env = { DAMSON_MOCK_CACHE: path.join(folder, 'used') }
  const origin = path.join(openCache(jar, java, 'mock', env).folder, 'origin.json')
  utimesSync(origin, 1, 1)
  openCache(jar, java, 'mock', env)
  assert.ok(Date.now() - statSync(origin).mtimeMs < 60_000)
})

test('without a place to write there is no cache, and no mistake', () => {
  writeFileSync(path.join(folder, 'file'), '')
  assert.equal(openCache(jar, java, 'mock', { DAMSON_MOCK_CACHE: path.join(folder, 'file') }), undefined)
  assert.equal(openCache(path.join(folder, 'none'), java, 'mock', { DAMSON_MOCK_CACHE: folder }), undefined)
  assert.ok(!existsSync(path.join(folder, 'origin.json')), readdirSync(folder).join())
})
