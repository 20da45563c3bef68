import { defineConfig } from '@playwright/test'

const port = Number(process.env.PORT ?? 4173)

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: 2,
  globalSetup: 'damson-mock/playwright/setup', // one mock for both workers
  webServer: { command: 'node page/server.js', env: { PORT: String(port) }, port },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    // A browser of the system, where CHROMIUM names one; as root it has no sandbox.
    launchOptions: process.env.CHROMIUM
      ? { executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'] }
      : {},
  },
})
