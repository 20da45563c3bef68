import { expect, test } from 'damson-mock/playwright'

const front = { name: 'Delete product-main-front.jpg' }

test.beforeEach(async ({ page, damson }) => {
  await page.goto(`/?api=${damson.url}`)
})

// Twice: what one test has deleted, the next one of the worker has again, and the other worker never misses.
for (const time of ['once', 'again']) {
  test(`an image is listed, seen and deleted ${time}`, async ({ page, sandbox, request, damson }) => {
    const picture = page.getByAltText('product-main-front.jpg')
    await expect(picture).toHaveJSProperty('complete', true)
    expect(await picture.evaluate((image) => image.naturalWidth)).toBe(150)

    await page.getByRole('button', front).click()
    await expect(picture).toHaveCount(0)
    expect((await request.get(`${damson.url}/images(product-main-front.jpg)`)).status()).toBe(404)

    const [deletion, ...more] = await sandbox.requests({ method: 'DELETE' })
    expect([deletion.response.status, deletion.tenant, more]).toEqual([204, sandbox.key, []])
  })
}

test('a failure is told', async ({ page, sandbox }) => {
  await sandbox.faults.arm({ method: 'DELETE', status: 503, detail: 'The archive is being moved', times: 1 })
  await page.getByRole('button', front).click()
  await expect(page.getByRole('alert')).toHaveText('503: The archive is being moved')
  await page.getByRole('button', front).click()
  await expect(page.getByRole('button', front)).toHaveCount(0)
})

test('an image that is being processed cannot be deleted, and then can', async ({ page, sandbox }) => {
  await sandbox.images.put('product-main-front.jpg', { status: 'Re', processingFor: '5s' })
  await page.getByRole('button', front).click()
  await expect(page.getByRole('alert')).toContainText('409')
  await sandbox.clock.advance('5s')
  await page.getByRole('button', front).click()
  await expect(page.getByRole('button', front)).toHaveCount(0)
})
