import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { cacheRoot, openCache } from '../lib/cache.js'

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

test('without a place to write there is no cache, and no mistake', () => {
  writeFileSync(path.join(folder, 'file'), '')
  assert.equal(openCache(jar, java, 'mock', { DAMSON_MOCK_CACHE: path.join(folder, 'file') }), undefined)
  assert.equal(openCache(path.join(folder, 'none'), java, 'mock', { DAMSON_MOCK_CACHE: folder }), undefined)
  assert.ok(!existsSync(path.join(folder, 'origin.json')), readdirSync(folder).join())
})
