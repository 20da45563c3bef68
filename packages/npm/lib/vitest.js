// Vitest's globalSetup: one mock for all test files, `inject('damsonUrl')`.
import { startShared } from './shared.js'

export default async function setup(project) {
  const stop = await startShared(project.config.provide?.damsonOptions)
  project.provide('damsonUrl', process.env.DAMSON_URL)
  return stop
}
