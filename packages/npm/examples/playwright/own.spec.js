import { expect, test as base } from '@playwright/test'
import { fixtures } from 'damson-mock/playwright'

const test = base.extend({ title: 'images' }).extend(fixtures)

test('a test with fixtures of its own is extended', async ({ request, damson, sandbox, title }) => {
  expect((await request.get(`${damson.url}/${title}?$top=1`)).status()).toBe(200)
  expect(await sandbox.requests()).toHaveLength(1)
})
