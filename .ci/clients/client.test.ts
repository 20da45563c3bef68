// The client that openapi-generator makes of our contract (typescript-fetch) does what the contract promises, whatever images are
// called. It asks a real mock, whose address stands in DAMSON_URL. That of Java is asked the same by GeneratedClientTest.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Configuration, ImagesApi, ResponseError } from '../../target/typescript-client'

type Odd = { names: string[]; filters: { filter: string; selects: string[] }[] }

const odd: Odd = JSON.parse(readFileSync('src/test/resources/io/damson/conformance/odd-names.json', 'utf8'))
const images = new ImagesApi(new Configuration({ basePath: process.env.DAMSON_URL, apiKey: 'odd-demo-key' }))

async function listed($filter?: string): Promise<string[]> {
  const page = await images.listImages({ $filter, $orderby: 'id', $top: 100, $skip: 0 })
  return page.items.map((image) => image.reference)
}

describe('gets an image by its name', () => {
  for (const reference of odd.names) {
    test(reference, async () => assert.equal((await images.getImage({ reference })).reference, reference))
  }
})

describe('lists what a filter selects', () => {
  for (const { filter, selects } of odd.filters) {
    test(filter, async () => assert.deepEqual(await listed(filter), selects))
  }
})

test('deletes an image by its name, and no other', async () => {
  const left = [...odd.names]
  assert.deepEqual(await listed(), left)
  for (const reference of odd.names) {
    await images.deleteImage({ reference })
    left.splice(left.indexOf(reference), 1)
    assert.deepEqual(await listed(), left)
    await assert.rejects(
      images.deleteImage({ reference }),
      (refused: unknown) => refused instanceof ResponseError && refused.response.status === 404,
    )
  }
})
