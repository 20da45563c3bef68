const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { test, expect } = require('./sandbox.js')

const gallery = pathToFileURL(path.resolve(__dirname, '../../gallery/index.html'))

test.beforeEach(async ({ page, baseURL, apiKey }) => {
  await page.goto(`${gallery}?${new URLSearchParams({ api: baseURL, key: apiKey })}`)
  await expect(page.getByRole('status')).toHaveText('Page 1')
})

const button = (page, name) => page.getByRole('button', { name, exact: true })
const deletion = (page, reference) => button(page, `Delete ${reference}`)

async function filter(page, name, status = '') {
  await page.getByLabel('Name contains').fill(name)
  await page.getByLabel('Status').selectOption(status)
  await button(page, 'Filter').click()
}

test('pages are turned to the last one, and hold every image once', async ({ page, request }) => {
  const names = []
  for (let number = 1; ; number++) {
    await expect(page.getByRole('status')).toHaveText(new RegExp(`^Page ${number}(, the last)?$`))
    names.push(...(await page.locator('.name').allTextContents()))
    if (await button(page, 'Next').isDisabled()) break
    await button(page, 'Next').click()
  }
  await expect(page.getByRole('status')).toHaveText('Page 7, the last')
  const of = async (skip) => (await (await request.get(`/images?$skip=${skip}`)).json()).items.map(({ reference }) => reference)
  expect(names.sort()).toEqual([...(await of(0)), ...(await of(100))].sort())
  await button(page, 'Previous').click()
  await expect(page.getByRole('status')).toHaveText('Page 6')
})

test('thumbnails are pictures of the mock; an image without one has its status in its place', async ({ page }) => {
  await filter(page, 'product-main')
  const pictures = page.locator('#images img')
  await expect(pictures).toHaveCount(3)
  await expect(page.locator('.picture', { hasText: 'Vd' })).toHaveCount(1)
  for (const picture of await pictures.all()) await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(99)
})

test('a filter selects by name and status, quotes included', async ({ page }) => {
  await filter(page, "it's")
  await expect(page.locator('.name')).toHaveText(["it's-a-mug.jpg"])
  await filter(page, '', 'Up')
  await expect(page.locator('#images li')).toHaveCount(5)
  await filter(page, 'nothing is called that')
  await expect(page.getByRole('status')).toHaveText('No images')
})

for (const name of ['product-main-front.jpg', '%2F.png', 'photo (1) – ñ 100%;v=2.jpg', 'summer/2024/beach.jpg']) {
  test(`an image is deleted: ${name}`, async ({ page, request }) => {
    await filter(page, name)
    await deletion(page, name).click()
    await expect(page.getByRole('status')).toHaveText('No images')
    expect((await request.get(`/images(${encodeURIComponent(name)})`)).status()).toBe(404)
    expect((await (await request.get('/images?$skip=100')).json()).items).toHaveLength(49)
  })
}

test('an image that is being processed stays, and the reason is told', async ({ page, request }) => {
  await filter(page, 'trail-runner-red-detail.png')
  await deletion(page, 'trail-runner-red-detail.png').click()
  await expect(page.getByRole('alert')).toContainText('is being processed')
  await request.put('/__admin/clock', { data: { advance: '5s' } })
  await deletion(page, 'trail-runner-red-detail.png').click()
  await expect(page.getByRole('status')).toHaveText('No images')
})

test('an image that somebody else has deleted just goes', async ({ page, request }) => {
  await filter(page, 'product-main-front')
  await expect(page.locator('.name')).toHaveText(['product-main-front.jpg'])
  await request.delete('/images(product-main-front.jpg)')
  await deletion(page, 'product-main-front.jpg').click()
  await expect(page.getByRole('status')).toHaveText('No images')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a service that is too busy once gets the delete again; the second refusal is told', async ({ page, request }) => {
  await filter(page, 'product-main-')
  await request.post('/__admin/faults', { data: { method: 'DELETE', status: 429, times: 1 } })
  await deletion(page, 'product-main-front.jpg').click()
  await expect(deletion(page, 'product-main-front.jpg')).toHaveCount(0)
  await request.post('/__admin/faults', { data: { method: 'DELETE', status: 503, detail: 'The archive is being moved', times: 2 } })
  await deletion(page, 'product-main-back.jpg').click()
  await expect(page.getByRole('alert')).toHaveText('product-main-back.jpg is not deleted. The archive is being moved')
  await expect(deletion(page, 'product-main-back.jpg')).toBeEnabled()
})

test('the page of a failed request says why', async ({ page, request }) => {
  await request.post('/__admin/faults', { data: { method: 'GET', status: 500, detail: 'Out of order', times: 1 } })
  await button(page, 'Next').click()
  await expect(page.getByRole('alert')).toHaveText('Out of order')
})
