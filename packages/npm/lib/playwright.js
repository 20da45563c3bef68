// Playwright's fixtures. With the global setup, or DAMSON_URL, all workers use one mock; without, each has its own.
import { expect, test as base } from '@playwright/test'
import { connectDamson } from './damson.js'
import { startDamson } from './start.js'

/** For `test.extend(fixtures)` of a test that has fixtures of its own. */
export const fixtures = {
  damsonOptions: [undefined, { scope: 'worker', option: true }],

  damson: [
    async ({ damsonOptions }, use) => {
      if (process.env.DAMSON_URL) {
        await use(connectDamson(process.env.DAMSON_URL, { adminKey: damsonOptions?.adminKey }))
        return
      }
      const damson = await startDamson(damsonOptions)
      await use(damson)
      await damson.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  damsonWorkerSandbox: [
    async ({ damson }, use) => {
      const sandbox = damson.sandbox()
      await use(sandbox)
      await sandbox.drop()
    },
    { scope: 'worker' },
  ],

  sandbox: async ({ damsonWorkerSandbox }, use) => {
    await damsonWorkerSandbox.reset()
    await use(damsonWorkerSandbox)
  },

  // It takes the place of the key that a page sends itself.
  extraHTTPHeaders: async ({ extraHTTPHeaders, sandbox }, use) => {
    await use({ ...extraHTTPHeaders, ...sandbox.headers })
  },
}

export const test = base.extend(fixtures)
export { expect }
