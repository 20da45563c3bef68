/** Starts one mock for all test files, unless `DAMSON_URL` names one, which it sets; options are `globals.damsonOptions`. */
export default function setup(globalConfig: unknown, projectConfig: { globals?: Record<string, unknown> }): Promise<void>
