import htm from 'htm'
import { createElement } from 'react'

/** JSX without a build: `html` before a template. */
export const html = htm.bind(createElement)
