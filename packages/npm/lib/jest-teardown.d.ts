/** Ends the mock that the setup has started. */
export default function teardown(): Promise<void>
