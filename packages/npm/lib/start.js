// Starts a mock in a process of its own, for tests.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Damson } from './damson.js'

const PROGRAM = fileURLToPath(new URL('../bin/damson-mock.js', import.meta.url))
const KEPT_ERRORS = 16_384

const text = (value) => String(value)
const share = (value) => (typeof value === 'number' ? `${Number((value * 100).toPrecision(12))}%` : value)
const file = (value) => (value instanceof URL ? fileURLToPath(value) : value)

/** The options of the command line that ours stand for. */
const FLAGS = {
  port: ['--port', text],
  host: ['--host', text],
  basePath: ['--base-path', text],
  data: ['--data', file],
  images: ['--images', text],
  seed: ['--seed', text],
  delay: ['--delay', text],
  fail: ['--fail', share],
  failStatus: ['--fail-status', text],
  rateLimit: ['--rate-limit', text],
  corsOrigins: ['--cors-origin', (origins) => origins.join(',')],
}
const OTHERS = ['adminKey', 'args', 'cwd', 'env', 'startTimeout']

function commandLine(options) {
  const known = [...Object.keys(FLAGS), ...OTHERS]
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(`startDamson has no option "${name}"; there are ${known.join(', ')}`)
    }
  }
  const flags = Object.entries({ port: 0, ...options })
    .filter(([name, value]) => name in FLAGS && value !== undefined)
    .flatMap(([name, value]) => [FLAGS[name][0], FLAGS[name][1](value)])
  return ['mock', ...flags, ...(options.args ?? [])]
}

/** A mock that runs as a process of ours. */
export class StartedDamson extends Damson {
  #child
  #closed

  constructor(url, adminKey, child, closed) {
    super(url, adminKey)
    this.#child = child
    this.#closed = closed
  }

  /** Ends the mock, and waits until it has ended. Requests under way are answered before. */
  async stop() {
    this.#child.hold()
    this.#child.end()
    await this.#closed
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.stop()
  }
}

/**
 * Starts a mock, and waits until it can be asked. It ends with this process, however that ends, and keeps it from ending by itself only
 * until it is ready.
 */
export async function startDamson(options = {}) {
  const args = commandLine(options)
  const { NODE_OPTIONS, ...env } = { ...process.env, ...options.env } // ours are for the tests, not for what runs beside them
  if (options.adminKey !== undefined) {
    env.DAMSON_ADMIN_KEY = options.adminKey // whoever lists the processes of this machine does not see it
  }
  const child = new Child(spawn(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  }))
  const url = await child.ready(options.startTimeout ?? 60_000)
  child.release()
  return new StartedDamson(url, env.DAMSON_ADMIN_KEY, child, child.closed)
}

class Child {
  #process
  #errors = ''

  constructor(process) {
    this.#process = process
    // The JVM holds the streams as well: when they are closed, it has ended. The event `close` would wait for a channel that is no longer
    // referenced, and never come.
    this.closed = Promise.all([once(process, 'exit'), once(process.stdout, 'close'), once(process.stderr, 'close')]).then(
      ([[code, signal]]) => ({ code, signal }),
    )
    this.closed.catch(() => {}) // what could not be spawned is told by ready()
    process.stderr.setEncoding('utf8').on('data', (chunk) => {
      this.#errors = (this.#errors + chunk).slice(-KEPT_ERRORS)
    })
  }

  /** The URL of its line `ready URL`. */
  async ready(timeoutMs) {
    let timer
    const line = new Promise((resolve) => {
      createInterface({ input: this.#process.stdout }).on('line', (text) => {
        const url = /^ready (\S+)$/.exec(text)?.[1]
        if (url !== undefined) {
          resolve(url)
        }
      })
    })
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, timeoutMs)
    })
    try {
      const url = await Promise.race([line, this.closed, late])
      if (typeof url === 'string') {
        return url
      }
      if (url === undefined) {
        this.end()
        await this.closed
        throw new Error(`damson-mock was not ready after ${timeoutMs} ms${this.#told()}`)
      }
      throw new Error(`damson-mock ended with ${url.signal ?? `exit code ${url.code}`} before it was ready${this.#told()}`)
    } finally {
      clearTimeout(timer)
    }
  }

  #told() {
    return this.#errors === '' ? '' : `:\n${this.#errors.trimEnd()}`
  }

  end() {
    if (this.#process.connected) {
      this.#process.disconnect()
    }
  }

  /** This process may end although the mock runs. */
  release() {
    for (const each of [this.#process, this.#process.channel, this.#process.stdout, this.#process.stderr]) {
      each?.unref()
    }
  }

  hold() {
    for (const each of [this.#process, this.#process.stdout, this.#process.stderr]) {
      each.ref()
    }
  }
}
