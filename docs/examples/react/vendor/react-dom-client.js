export const { createRoot } = globalThis.ReactDOM
