// One mock and one development server for all workers; each is started where there is none yet.
const url = process.env.DAMSON_URL ?? 'http://127.0.0.1:8080'
const port = Number(process.env.PORT ?? 5173)

module.exports = {
  testDir: 'tests',
  fullyParallel: true,
  workers: 4,
  timeout: 60_000, // machines of a CI are slow at times
  expect: { timeout: 20_000 },
  use: {
    baseURL: url,
    // A browser of the system, where CHROMIUM names one; as root it has no sandbox.
    launchOptions: process.env.CHROMIUM
      ? { executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'] }
      : {},
  },
  projects: [
    { name: 'images', testMatch: 'images.spec.js' },
    { name: 'gallery', testMatch: 'gallery.spec.js' },
    { name: 'react', testMatch: 'react.spec.js', use: { baseURL: `http://127.0.0.1:${port}` } },
  ],
  webServer: [
    { command: '../../../damson mock', url: `${url}/health/ready`, reuseExistingServer: true, timeout: 300_000 },
    {
      command: 'npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier && node server.js',
      cwd: '../react',
      env: { PORT: String(port), DAM_URL: url, DAM_API_KEY: 'sandbox-react' },
      port,
    },
  ],
}
