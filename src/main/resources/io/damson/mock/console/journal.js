// The panel of the journal: the latest requests to the API, each with what was asked and what was answered.
import { control, read, write } from './api.js'
import { button, decoded, el, name, say } from './dom.js'

const SHOWN = 60

/** A plus sign is a blank in a query alone. */
const readable = (url) => decoded(url.replace(/\?.*/, (query) => query.replaceAll('+', ' ')), url)

const time = (millis) => new Date(millis).toLocaleTimeString('en-GB')

const outcome = ({ status, fault }) => status ?? fault?.toLowerCase().replaceAll('_', ' ') ?? '…'

function fields(title, start, headers = {}) {
  const lines = Object.entries(headers).sort(([a], [b]) => a.localeCompare(b))
  return [el('h3', {}, title), el('pre', {}, [start, ...lines.map(([field, value]) => `${field}: ${value}`)].join('\n'))]
}

const WHY = { request: 'forced by the request', armed: 'by an armed fault', standing: 'by --fail' }

function summary({ request, response }) {
  return el('summary', {},
    el('span', { className: 'time' }, time(request.loggedDate)),
    el('span', { className: `outcome ${response.fault ? 'x' : `s${String(response.status ?? '')[0] ?? ''}`}` }, outcome(response)),
    el('b', {}, request.method),
    name(readable(request.url), { className: 'grow' }),
    response.forcedBy ? el('small', { title: WHY[response.forcedBy] }, response.forcedBy) : null)
}

/** JSON with its members one a line, where it is whole. */
function pretty(body) {
  try {
    return write(read(body))
  } catch {
    return body
  }
}

function exchange({ id, tenant, ignoredOptions, request, response }) {
  const answer = response.fault ? `${outcome(response)}, no answer` : outcome(response)
  return [
    ...fields('Request', `${request.method} ${request.url}`, request.headers),
    ...fields('Response', answer + (response.forcedBy ? `, ${WHY[response.forcedBy]}` : ''), response.headers),
    response.body ? el('pre', {}, pretty(response.body)) : null,
    response.bodyLength && (!response.body || response.bodyTruncated) ? el('p', { className: 'hint' }, `${response.body ? 'Cut; ' : ''}${response.bodyLength} bytes were sent.`) : null,
    ignoredOptions ? el('p', {}, `Ignored, as the API has no such option: ${ignoredOptions.join(', ')}`) : null,
    el('p', { className: 'hint' }, `${tenant ?? 'no valid key'} · ${id}`),
  ]
}

/** The body is looked up when the entry is opened; of several requests of one id, it is the newest's. */
function entry(event, key) {
  const details = el('details', {}, summary(event))
  details.addEventListener('toggle', async () => {
    if (!details.open || details.dataset.filled) return
    details.dataset.filled = 'true'
    const found = await control(`requests/${encodeURIComponent(event.id)}`, { key }).catch(() => event)
    details.append(...exchange(found.request.loggedDate === event.request.loggedDate ? found : event).filter(Boolean))
  })
  return el('li', {}, details)
}

export function panel({ key, label, failed }) {
  const list = el('ul', { className: 'journal' })
  const all = el('input', { type: 'checkbox' })
  const known = new Map()
  let paused = false

  const scope = () => all.checked ? undefined : key

  /** Those that are shown already stay as they are, open or not, unless they have been answered since. */
  async function refresh() {
    const { requests, meta } = await control(`requests?limit=${SHOWN}&bodies=false`, { key: scope() })
    const rows = requests.map((event) => {
      const id = `${event.id} ${event.request.loggedDate} ${outcome(event.response)}`
      return [id, known.get(id) ?? entry(event, scope())]
    })
    if (rows.map(([id]) => id).join() !== [...known.keys()].join()) {
      known.clear()
      for (const [id, row] of rows) known.set(id, row)
      update(list, rows.map(([, row]) => row))
    }
    total.textContent = meta.total > SHOWN ? `The latest ${SHOWN} of ${meta.total}.` : ''
    none.hidden = meta.total > 0
  }

  async function clear() {
    await failed.guard(async () => {
      await control('requests', { method: 'DELETE', key: scope() })
      say('The journal is empty.')
      await refresh()
    })
  }

  const total = el('p', { className: 'hint' })
  const none = el('p', { className: 'none', hidden: true }, 'No requests yet.')
  const pause = button('Pause', async () => {
    paused = !paused
    pause.ariaPressed = paused
    if (!paused) await failed.guard(refresh)
  }, { ariaPressed: false })
  all.addEventListener('change', () => failed.guard(refresh))
  const body = el('div', {},
    el('div', { className: 'row' }, el('label', { className: 'check grow' }, all, ' all tenants'), pause, button('Clear', clear)),
    el('p', { className: 'hint' }, 'The newest first, of ', name(label), '. Keys are redacted.'), list, none, total)
  return { title: 'Journal', body, refresh, again: () => paused || refresh(), every: 1000 }
}

/** Puts rows in place without touching those that stay, so that focus and selection stay too. */
function update(list, rows) {
  for (const row of [...list.children]) if (!rows.includes(row)) row.remove()
  rows.forEach((row, i) => { if (list.children[i] !== row) list.insertBefore(row, list.children[i]) })
}
