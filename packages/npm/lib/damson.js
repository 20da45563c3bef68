// The control API of a mock, openapi/mock-admin.yaml.
import { randomUUID } from 'node:crypto'

const SANDBOX_NAME = /^[A-Za-z0-9._-]{1,100}$/

/** An answer of the control API that is a problem. */
export class DamsonError extends Error {
  constructor(request, status, problem) {
    super(`${request}: ${status} ${problem?.detail ?? problem?.title ?? 'without a problem document'}`)
    this.name = 'DamsonError'
    this.status = status
    this.problem = problem
  }
}

class Control {
  #url
  #headers

  constructor(url, headers) {
    this.#url = url
    this.#headers = headers
  }

  async send(method, path, body) {
    const target = new URL(`${this.#url}/__admin${path}`)
    let answer
    try {
      answer = await fetch(target, {
        method,
        headers: { ...this.#headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
    } catch (e) {
      throw new Error(`${method} ${target}: no answer: ${e.cause?.message || e.cause?.code || e.message}`, { cause: e })
    }
    const content = await answer.text()
    if (!answer.ok) {
      throw new DamsonError(`${method} ${target.pathname}`, answer.status, problem(content))
    }
    return content === '' ? undefined : JSON.parse(content)
  }
}

function problem(content) {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Without an offset, in UTC, to the second. */
function localDateTime(moment) {
  return moment instanceof Date ? moment.toISOString().slice(0, 19) : moment
}

class Faults {
  #control

  constructor(control) {
    this.#control = control
  }

  arm(fault) {
    return this.#control.send('POST', '/faults', fault)
  }

  async list() {
    return (await this.#control.send('GET', '/faults')).faults
  }

  clear() {
    return this.#control.send('DELETE', '/faults')
  }

  disarm(id) {
    return this.#control.send('DELETE', `/faults/${encodeURIComponent(id)}`)
  }
}

class Clock {
  #control

  constructor(control) {
    this.#control = control
  }

  get() {
    return this.#control.send('GET', '/clock')
  }

  set(moment) {
    return this.#control.send('PUT', '/clock', { now: localDateTime(moment) })
  }

  advance(duration) {
    return this.#control.send('PUT', '/clock', { advance: duration })
  }

  run() {
    return this.#control.send('PUT', '/clock', { mode: 'running' })
  }

  freeze() {
    return this.#control.send('PUT', '/clock', { mode: 'frozen' })
  }
}

class Images {
  #control

  constructor(control) {
    this.#control = control
  }

  put(reference, members = {}) {
    return this.#control.send('PUT', `/images/${encodeURIComponent(reference)}`, members)
  }

  remove(reference) {
    return this.#control.send('DELETE', `/images/${encodeURIComponent(reference)}`)
  }
}

/** What is the same for a sandbox and for all tenants. */
class Scope {
  #control

  constructor(control) {
    this.#control = control
    this.faults = new Faults(control)
    this.clock = new Clock(control)
  }

  reset() {
    return this.#control.send('POST', '/reset')
  }

  async requests(pattern = {}) {
    const given = Object.entries(pattern).filter(([, value]) => value !== undefined)
    const query = new URLSearchParams(given.map(([name, value]) => [name, value instanceof Date ? String(value.getTime()) : String(value)]))
    return (await this.#control.send('GET', given.length === 0 ? '/requests' : `/requests?${query}`)).requests
  }
}

class Sandbox extends Scope {
  #drop

  constructor(name, url, control, drop) {
    super(control)
    this.#drop = drop
    this.name = name
    this.url = url
    this.key = `sandbox-${name}`
    this.headers = { 'X-API-KEY': this.key }
    this.images = new Images(control)
  }

  async drop() {
    try {
      await this.#drop()
    } catch (e) {
      if (e.status !== 404) {
        throw e
      }
    }
  }
}

/** A mock that runs. */
export class Damson extends Scope {
  #headers

  constructor(url, adminKey) {
    const headers = adminKey === undefined ? {} : { 'X-ADMIN-KEY': adminKey }
    super(new Control(url, headers))
    this.#headers = headers
    this.url = url
  }

  sandbox(name = randomUUID()) {
    if (!SANDBOX_NAME.test(name)) {
      throw new TypeError(`"${name}" is no name of a sandbox: 1 to 100 letters, digits, dots, underscores and hyphens are`)
    }
    const all = new Control(this.url, this.#headers)
    const own = new Control(this.url, { ...this.#headers, 'X-API-KEY': `sandbox-${name}` })
    return new Sandbox(name, this.url, own, () => all.send('DELETE', `/sandboxes/${encodeURIComponent(name)}`))
  }
}

/** A mock that somebody else has started. */
export function connectDamson(url, { adminKey = process.env.DAMSON_ADMIN_KEY } = {}) {
  return new Damson(String(url).replace(/\/+$/, ''), adminKey)
}
