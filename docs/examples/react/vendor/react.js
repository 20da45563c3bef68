// React's file for browsers is a script: this makes its names those of the module.
export const { StrictMode, createElement, useEffect, useState } = globalThis.React
