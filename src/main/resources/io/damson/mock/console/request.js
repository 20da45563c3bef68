// The present request as people send it themselves.
import { LIST, absolute, optionsOf } from './api.js'

/** A word of a POSIX shell that stands for a text. */
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`

/** A string of JavaScript. */
const script = (text) => {
  const json = JSON.stringify(text)
  return /['\\]/.test(json) ? json : `'${json.slice(1, -1)}'`
}

/** The request as a line for a shell. */
export function curl(state, key) {
  return [
    `curl -G ${shell(absolute(LIST))}`,
    `-H ${shell(`X-API-KEY: ${key}`)}`,
    ...Object.entries(optionsOf(state)).map(([option, value]) => `--data-urlencode ${shell(`${option}=${value}`)}`),
  ].join(' \\\n  ')
}

/** The request as a script. */
export function fetchScript(state, key) {
  const options = Object.entries(optionsOf(state)).map(([option, value]) => `${option}: ${script(value)}`)
  return [
    `const query = new URLSearchParams(${options.length ? `{ ${options.join(', ')} }` : ''})`,
    `const response = await fetch(\`${absolute(LIST)}?\${query}\`, {\n  headers: { 'X-API-KEY': ${script(key)} },\n})`,
    'const { items } = await response.json()',
  ].join('\n')
}
