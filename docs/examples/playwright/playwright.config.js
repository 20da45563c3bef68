// One mock for all workers. It is started where there is none yet.
const url = process.env.DAMSON_URL ?? 'http://127.0.0.1:8080'

module.exports = {
  testDir: 'tests',
  fullyParallel: true,
  workers: 8,
  use: { baseURL: url },
  webServer: { command: '../../../damson mock', url: `${url}/health/ready`, reuseExistingServer: true, timeout: 300_000 },
}
