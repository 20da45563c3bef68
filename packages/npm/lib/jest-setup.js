// Jest's globalSetup: one mock for all test files, process.env.DAMSON_URL.
import { startShared } from './shared.js'

export default async function setup(globalConfig, projectConfig) {
  globalThis.damsonStop = await startShared(projectConfig.globals?.damsonOptions)
}
