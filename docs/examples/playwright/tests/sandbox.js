const { randomUUID } = require('node:crypto')
const { test: base, expect } = require('@playwright/test')

// Each test has a key of its own, and with it a fresh copy of the images: no test sees what another does.
const test = base.extend({
  apiKey: async ({}, use) => use(`sandbox-${randomUUID()}`),
  extraHTTPHeaders: async ({ apiKey }, use) => use({ 'X-API-KEY': apiKey }),
})

module.exports = { test, expect }
