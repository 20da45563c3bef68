const { test, expect } = require('./sandbox.js')

const image = '/images(product-main-front.jpg)'

for (let worker = 1; worker <= 40; worker++) {
  test(`deletes are seen by nobody else, ${worker}`, async ({ request }) => {
    const list = async () => (await (await request.get(`/images?$filter=contains(reference,'product-main')`)).json()).items
    const before = await list()
    expect(before.map((i) => i.reference)).toContain('product-main-front.jpg')
    expect((await request.delete(image)).status()).toBe(204)
    expect((await list()).length).toBe(before.length - 1)
    expect((await request.get(image)).status()).toBe(404)
  })
}

test('the service is too busy, twice', async ({ request }) => {
  await request.post('/__admin/faults', { data: { method: 'DELETE', status: 429, times: 2 } })
  expect((await request.delete(image)).status()).toBe(429)
  expect((await request.delete(image)).headers()['retry-after']).toBe('1')
  expect((await request.delete(image)).status()).toBe(204)
})

test('an image is processed, then it can be deleted', async ({ request }) => {
  await request.put('/__admin/images/product-main-front.jpg', { data: { status: 'Re', processingFor: '5s' } })
  expect((await request.delete(image)).status()).toBe(409)
  await request.put('/__admin/clock', { data: { advance: '5s' } })
  expect((await request.delete(image)).status()).toBe(204)
})
