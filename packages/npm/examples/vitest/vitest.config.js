import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'damson-mock/vitest',
    provide: { damsonOptions: { images: 1000, seed: 7 } },
  },
})
