import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import jestSetup from 'damson-mock/jest/setup'
import jestTeardown from 'damson-mock/jest/teardown'

test("Jest's setup starts one mock for all, and the teardown ends it", async () => {
  delete process.env.DAMSON_URL
  await jestSetup({}, { globals: { damsonOptions: { images: 5 } } })
  const url = process.env.DAMSON_URL
  const list = await fetch(`${url}/images`, { headers: { 'X-API-KEY': 'generated-demo-key' } })
  assert.equal((await list.json()).items.length, 5)
  await jestTeardown()
  assert.equal(process.env.DAMSON_URL, undefined)
  await assert.rejects(fetch(`${url}/health/ready`))
})

test('a mock that runs is used, and left running', async () => {
  process.env.DAMSON_URL = 'http://127.0.0.1:1'
  await jestSetup({}, {})
  await jestTeardown()
  assert.equal(process.env.DAMSON_URL, 'http://127.0.0.1:1')
  delete process.env.DAMSON_URL
})

test('the package has the version of the project, and so have those of its runtimes', () => {
  const pom = readFileSync(new URL('../../../pom.xml', import.meta.url), 'utf8')
  const version = /^ {2}<version>(.*)<\/version>$/m.exec(pom)[1]
  const description = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  assert.deepEqual(new Set([description.version, ...Object.values(description.optionalDependencies)]), new Set([version]))
})
