// Requests to this server: the API with a tenant's key, and what controls the mock.
const ADMIN_KEY = 'damson-admin-key'

/** Where the list of images is, relative to the page: the mock may stand behind a prefix. */
export const LIST = document.body.dataset.images

export const absolute = (path) => new URL(path, document.baseURI).href

/** An answer that is a problem, or none at all. */
export class Problem extends Error {
  constructor(status, title, detail, failures = {}) {
    super(detail)
    Object.assign(this, { status, title, detail, failures })
  }

  get text() {
    return this.status ? `${this.status} ${this.title}. ${this.detail}` : this.detail
  }
}

async function problem(response) {
  const body = await response.json().catch(() => ({}))
  return new Problem(response.status, body.title ?? response.statusText, body.detail ?? 'The answer has no details.', body.validationFailures)
}

/** JSON with exact whole numbers: beyond 2^53, where browsers round, they are texts of digits. */
export const read = (json) => JSON.parse(json.replace(/"(?:[^"\\]|\\.)*"|(?<![\d.])-?\d{16,}(?=\s*[,}\]])/g, (token) => token[0] === '"' ? token : `"${token}"`))

/** JSON of images or of some of their members, with the numbers as they were read. */
export const write = (value) => JSON.stringify(value, null, 2).replace(/^( +"(?:id|sizeInBytes)": )"(-?\d+)"/gm, '$1$2')

/** A request to this server; to the API, unless it is of `control`. */
export async function api(path, { key, body, headers = {}, ...options }) {
  let response
  try {
    response = await fetch(absolute(path), {
      ...options,
      headers: { ...headers, ...(key && { 'X-API-KEY': key }), ...(body && { 'Content-Type': 'application/json' }) },
      body: body && (typeof body === 'string' ? body : JSON.stringify(body)),
    })
    if (!response.ok) throw await problem(response)
    return response.status === 204 ? null : read(await response.text())
  } catch (e) {
    if (e.name === 'AbortError' || e instanceof Problem) throw e
    throw new Problem(0, '', response ? 'The answer broke off, or is no JSON.' : 'No answer: the connection was lost.')
  }
}

/** The list with those query options that are not empty. */
export const list = (query, options) => api(`${LIST}?${new URLSearchParams(optionsOf(query))}`, options)

/** One image by its name. */
export const imagePath = (reference) => `${LIST}(${encodeURIComponent(reference)})`

/** The query options of a state, in the order in which people write them. */
export function optionsOf({ filter, orderby, skip, top }) {
  const given = { $filter: filter.trim(), $orderby: orderby.trim(), $skip: skip.trim() === '0' ? '' : skip.trim(), $top: top.trim() }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

/** A request that controls the mock; without a key, all tenants are spoken of. */
export async function control(path, options = {}) {
  const adminKey = sessionStorage.getItem(ADMIN_KEY)
  try {
    return await api(`__admin/${path}`, { ...options, headers: adminKey ? { 'X-ADMIN-KEY': adminKey } : {} })
  } catch (e) {
    if (e.status === 401) document.dispatchEvent(new CustomEvent('admin-key-needed', { detail: Boolean(adminKey) }))
    throw e
  }
}

/** Keeps the admin key until the tab is closed; false for one that no request can have. */
export function keepAdminKey(key) {
  try {
    new Headers({ 'X-ADMIN-KEY': key })
  } catch {
    return false
  }
  sessionStorage.setItem(ADMIN_KEY, key)
  return true
}
