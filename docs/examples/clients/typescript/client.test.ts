// The generated client and the mock agree about images whose names go wrong in clients. GeneratedClientTest is the same in Java.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Configuration, Image, ImagesApi, ResponseError } from '../target/typescript-client'

const filters: { filter: string; selects: string[] }[] = JSON.parse(readFileSync('../filters.json', 'utf8'))
const basePath = process.env.DAMSON_URL ?? 'http://127.0.0.1:8080'

/** A client with images of its own. */
const client = () => new ImagesApi(new Configuration({ basePath, apiKey: `sandbox-typescript-${randomUUID()}` }))

const listed = async (images: ImagesApi, $filter?: string): Promise<Image[]> =>
  (await images.listImages({ $filter, $orderby: 'id', $top: 100, $skip: 0 })).items

describe('a filter selects what it means', () => {
  const images = client()
  for (const { filter, selects } of filters) {
    test(filter, async () => assert.deepEqual((await listed(images, filter)).map(({ reference }) => reference), selects))
  }
})

test('every image is found by its name', async () => {
  const images = client()
  const found = await listed(images)
  assert.equal(found.length, 29)
  for (const image of found) {
    const { reference } = image
    assert.deepEqual(await images.getImage({ reference }), image)
    assert.deepEqual(await listed(images, `reference eq '${reference.replaceAll("'", "''")}'`), [image])
  }
})

test('a delete takes one image away, and no other', async () => {
  const images = client()
  const refused = (reference: string, status: number) =>
    assert.rejects(images.deleteImage({ reference }), (error) => error instanceof ResponseError && error.response.status === status)
  let left = await listed(images)
  assert.equal(left.length, 29)
  for (const image of left) {
    const { reference, status } = image
    if (status === 'Re') {
      await refused(reference, 409)
    } else {
      await images.deleteImage({ reference })
      await refused(reference, 404)
      left = left.filter((other) => other !== image)
    }
    assert.deepEqual(await listed(images), left)
  }
})
