// One mock for all processes of a test run, which they find by DAMSON_URL. One that runs already is used, and left running.
import { startDamson } from './start.js'

/** @returns what ends it, if it was started here */
export async function startShared(options) {
  if (process.env.DAMSON_URL) {
    return async () => {}
  }
  const damson = await startDamson(options)
  process.env.DAMSON_URL = damson.url
  return async () => {
    delete process.env.DAMSON_URL
    await damson.stop()
  }
}
