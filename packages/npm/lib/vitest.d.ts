import type { TestProject } from 'vitest/node'
import type { DamsonOptions } from './index.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the mock is. */
    damsonUrl: string
    /** What it is started with (`provide` of the configuration). */
    damsonOptions: DamsonOptions
  }
}

/** Starts one mock for all test files, unless `DAMSON_URL` names one; what is returned ends it. */
export default function setup(project: TestProject): Promise<() => Promise<void>>
