import type { Fixtures, PlaywrightTestArgs, PlaywrightTestOptions, PlaywrightWorkerArgs, PlaywrightWorkerOptions, TestType } from '@playwright/test'
import type { Damson, DamsonOptions, Sandbox } from './index.js'

export interface DamsonTestFixtures {
  /** The worker's sandbox, as new for each test. All requests of the test's pages and of `request` have its key. */
  sandbox: Sandbox
}

export interface DamsonWorkerFixtures {
  /** The mock: that of the global setup or of `DAMSON_URL`; without both, one of the worker's own. */
  damson: Damson
  /** The sandbox, as the latest test has left it. */
  damsonWorkerSandbox: Sandbox
}

export interface DamsonWorkerOptions {
  /** What a mock is started with. With the global setup, those of the first project that has some. */
  damsonOptions: DamsonOptions | undefined
}

/** For `test.extend(fixtures)` of a test that has fixtures of its own. */
export declare const fixtures: Fixtures<
  DamsonTestFixtures,
  DamsonWorkerFixtures & DamsonWorkerOptions,
  PlaywrightTestArgs & PlaywrightTestOptions,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
>

export declare const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & DamsonTestFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & DamsonWorkerFixtures & DamsonWorkerOptions
>

export { expect } from '@playwright/test'
