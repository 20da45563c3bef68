import type { FullConfig } from '@playwright/test'

/** Starts one mock for all workers, unless `DAMSON_URL` names one; what is returned ends it. */
export default function setup(config: FullConfig): Promise<() => Promise<void>>
