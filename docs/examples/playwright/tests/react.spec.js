const { test, expect } = require('@playwright/test')

// The development server adds the key, and so all of these tests have the same sandbox: one after the other.
test.describe.configure({ mode: 'serial' })

const headers = { 'X-API-KEY': 'sandbox-react' }
const dam = process.env.DAMSON_URL ?? 'http://127.0.0.1:8080'

test.beforeEach(async ({ page, request }) => {
  await request.post(`${dam}/__admin/reset`, { headers })
  await page.goto('/')
  await expect(page.getByRole('status')).toHaveText('12 images')
})

async function apply(page, filter) {
  await page.getByLabel('$filter').fill(filter)
  await page.getByRole('button', { name: 'Apply' }).click()
}

test('more is loaded up to the last image', async ({ page }) => {
  await apply(page, "contains(reference,'lookbook') or startswith(reference,'product-')")
  await expect(page.getByRole('status')).toHaveText('12 images')
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect(page.getByRole('status')).toHaveText('17 images, all')
  const names = await page.locator('.name').allTextContents()
  expect(new Set(names).size).toBe(17)
  expect(names).toContain('product-spin-360.gif')
})

test('a wrong filter is told as the API tells it', async ({ page }) => {
  await apply(page, "statu eq 'Ok'")
  await expect(page.getByRole('alert')).toContainText('did you mean "status"?')
  await apply(page, "status eq 'Er'")
  await expect(page.getByRole('status')).toHaveText('5 images, all')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('requests go through the development server, which adds the key', async ({ page }) => {
  const urls = []
  page.on('request', (sent) => sent.url().includes('/images') && urls.push(sent))
  await apply(page, "reference eq 'a+b.jpg'")
  await expect(page.locator('.name')).toHaveText(['a+b.jpg'])
  expect(urls.map((sent) => [new URL(sent.url()).pathname, sent.headers()['x-api-key']])).toEqual([['/dam/images', undefined]])
})

for (const name of ['product-main-front.jpg', '50%25.gif', 'photo (1) – ñ 100%;v=2.jpg', "it's-a-mug.jpg"]) {
  test(`an image is deleted: ${name}`, async ({ page, request }) => {
    await apply(page, `reference eq '${name.replaceAll("'", "''")}'`)
    await page.getByRole('button', { name: `Delete ${name}`, exact: true }).click()
    await expect(page.getByRole('status')).toHaveText('0 images, all')
    expect((await request.get(`${dam}/images(${encodeURIComponent(name)})`, { headers })).status()).toBe(404)
  })
}

test('an image that is being processed stays, and the reason is told', async ({ page }) => {
  await apply(page, "status eq 'Re'")
  await page.getByRole('button', { name: 'Delete trail-runner-red-detail.png' }).click()
  await expect(page.getByRole('alert')).toContainText('being processed')
  await expect(page.getByRole('status')).toHaveText('5 images, all')
})

test('a development server without a mock says so', async ({ page }) => {
  await page.route('**/dam/**', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }))
  await apply(page, "status eq 'Vd'")
  await expect(page.getByRole('alert')).toHaveText('502 Bad Gateway')
})
