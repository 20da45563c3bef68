// Compiled, not run: the types say what the examples do, and refuse what they must not.
import { connectDamson, DamsonError, startDamson, type ArmedFault } from 'damson-mock'
import { test } from 'damson-mock/playwright'
import 'damson-mock/vitest'
import { inject } from 'vitest'

await using damson = await startDamson({ data: new URL('shop.json', import.meta.url), delay: '100-400ms', fail: 0.05, seed: 7 })
const armed: ArmedFault = await damson.sandbox('a').faults.arm({ status: 503, times: 2 })
await damson.faults.disarm(armed.id)
const url: string = inject('damsonUrl')
await connectDamson(url, { adminKey: 'key' }).sandbox().images.put('mug.jpg', { status: 'Re', processingFor: '5s' })
try {
  await damson.clock.advance('5s')
} catch (e) {
  if (e instanceof DamsonError) console.log(e.status, e.problem?.detail)
}

// @ts-expect-error an unknown option
await startDamson({ prot: 1 })
// @ts-expect-error no status of an image
await damson.sandbox().images.put('mug.jpg', { status: 'ok' })

test.use({ damsonOptions: { port: 8081 } })
test('types of fixtures', async ({ page, sandbox }) => {
  await page.goto(sandbox.url)
  const key: string = sandbox.headers['X-API-KEY']
  await sandbox.requests({ since: new Date(), urlPath: key })
})
