import { connectDamson } from 'damson-mock'
import { beforeEach, expect, inject, test } from 'vitest'

const sandbox = connectDamson(inject('damsonUrl')).sandbox()

beforeEach(() => sandbox.reset())

test('an image is deleted at the second try', async () => {
  await sandbox.faults.arm({ method: 'DELETE', status: 503, times: 1 })
  const image = `${sandbox.url}/images(product-main-front.jpg)`
  const remove = async () => (await fetch(image, { method: 'DELETE', headers: sandbox.headers })).status
  expect([await remove(), await remove()]).toEqual([503, 204])
})

test('the options of the configuration are taken', async () => {
  const answer = await fetch(`${sandbox.url}/images?$top=100`, { headers: { 'X-API-KEY': 'generated-demo-key' } })
  expect((await answer.json()).items).toHaveLength(100)
})
