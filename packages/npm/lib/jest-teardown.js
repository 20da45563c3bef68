// Jest's globalTeardown, which runs in the process of the globalSetup.
export default async function teardown() {
  await globalThis.damsonStop?.()
}
