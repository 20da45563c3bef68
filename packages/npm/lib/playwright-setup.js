// Playwright's globalSetup: one mock for all workers.
import { startShared } from './shared.js'

export default async function setup(config) {
  return startShared(config.projects.map((project) => project.use.damsonOptions).find((options) => options !== undefined))
}
