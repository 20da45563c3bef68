// The page: what is shown follows from the state, which stands in the URL's hash.
import * as clock from './clock.js'
import { Problem, control, keepAdminKey, list } from './api.js'
import { button, byId, copy, el, say } from './dom.js'
import * as detail from './detail.js'
import * as faults from './faults.js'
import * as files from './files.js'
import * as journal from './journal.js'
import * as mistake from './mistake.js'
import { curl, fetchScript } from './request.js'
import * as sheet from './sheet.js'
import { hashOf, read, write } from './state.js'
import * as tenants from './tenants.js'

const PANELS = { tenants, faults, journal, clock, image: detail }
const FIELDS = { filter: byId('filter'), orderby: byId('orderby'), top: byId('top'), skip: byId('skip-count') }
const EXAMPLES = ["status eq 'Ok'", "status in ('Up', 'Re')", "fileType eq 'png' and width gt 1000", "contains(reference, 'product')",
  'createdOn ge 2024-06-01', 'fileType eq null', "status = 'Ok'"]
const SORTABLE = ['id', 'reference', 'numLinks', 'status', 'modifiedOn', 'fileType', 'createdOn', 'width', 'height', 'sizeInBytes']
const TYPING = 250

let state = read()
let known = { tenants: [], sandboxes: [] }
let shown = []
let loading = new AbortController()
let typing

// ---- Whose images

/** The tenant that is shown, with a key of it; null where there is none of that name. */
function current() {
  const label = state.tenant || known.tenants[0]?.name
  const key = known.tenants.find(({ name }) => name === label)?.apiKeys[0] ?? (label?.startsWith(tenants.SANDBOX) ? label : undefined)
  return key ? { label, key } : null
}

function know(all, sandboxes) {
  known = { tenants: all, sandboxes }
  const labels = [...all.map(({ name }) => name), ...sandboxes.map(({ name }) => tenants.SANDBOX + name)]
  const label = current()?.label
  if (label && !labels.includes(label)) labels.push(label)
  byId('tenant').replaceChildren(...labels.map((text) => el('option', { value: text, textContent: text, selected: text === label })))
}

async function learn() {
  const [all, copies] = await Promise.all([control('tenants'), control('sandboxes')])
  know(all.tenants, copies.sandboxes)
}

// ---- The list

const places = (option) => byId(`${FIELDS[option].id}-wrong`)

function clearMistakes() {
  for (const option of Object.keys(FIELDS)) mistake.clear(places(option), FIELDS[option])
  byId('failure').replaceChildren()
}

function showRequest() {
  const key = current()?.key ?? ''
  byId('curl').textContent = curl(state, key)
  byId('fetch').textContent = fetchScript(state, key)
  for (const example of byId('examples').children) example.setAttribute('aria-pressed', String(example.textContent === state.filter))
}

/** Loads what the state says, in place of whatever is being loaded. */
async function load({ moveCaret = false } = {}) {
  clearTimeout(typing)
  loading.abort()
  const mine = loading = new AbortController()
  const whose = current()
  if (!whose) return fail(new Problem(0, '', state.tenant ? `There is no tenant ${state.tenant}.` : 'The mock serves no tenants.'))
  byId('main').setAttribute('aria-busy', 'true')
  try {
    const { items } = await list(state, { key: whose.key, signal: mine.signal })
    if (mine.signal.aborted) return
    clearMistakes()
    showImages(items)
  } catch (e) {
    if (e.name === 'AbortError' || mine.signal.aborted) return
    clearMistakes()
    fail(e, moveCaret)
  }
  countFaults()
}

function fail(problem, moveCaret) {
  byId('main').classList.add('stale')
  byId('main').removeAttribute('aria-busy')
  byId('results').textContent = ''
  const rest = { ...problem.failures }
  for (const option of Object.keys(FIELDS)) {
    const messages = rest[`$${option}`]
    delete rest[`$${option}`]
    if (!messages) continue
    mistake.show(places(option), FIELDS[option], messages.join(' '), (right) => go({ [option]: right, skip: '0' }))
    const { at } = mistake.read(messages.join(' '), FIELDS[option].value)
    if (moveCaret && at !== null) {
      FIELDS[option].focus()
      FIELDS[option].setSelectionRange(at, at)
    }
  }
  if (Object.keys(rest).length || !problem.failures || !Object.keys(problem.failures).length) {
    byId('failure').replaceChildren(el('p', {}, problem.text), button('Send again', () => begin(), { className: 'small' }))
  }
}

function showImages(items) {
  shown = items
  const top = /^\d+$/.test(state.top.trim()) ? Number(state.top) : 100
  const skip = Number(state.skip) || 0
  const last = items.length < top
  byId('main').classList.remove('stale')
  byId('main').removeAttribute('aria-busy')
  sheet.show(byId('images'), items, skip, (reference) => hashOf({ ...state, panel: 'image', image: reference }), state.panel === 'image' ? state.image : null)
  byId('results').textContent = items.length
    ? `${items.length === 1 ? 'Image' : 'Images'} ${skip + 1}${items.length > 1 ? `–${skip + items.length}` : ''}${last ? ', the last page' : ''}`
    : 'No images'
  byId('nothing').hidden = items.length > 0
  byId('nothing').textContent = skip > 0 ? 'Nothing here: the pages end before.' : state.filter ? 'No image is so.' : 'This tenant has no images.'
  byId('previous').setAttribute('aria-disabled', String(skip === 0))
  byId('next').setAttribute('aria-disabled', String(last || top === 0))
}

// ---- Navigation

/** What the state becomes, and with it the page. */
function go(changes, push = true) {
  const before = state
  state = { ...state, ...changes }
  write(state, push)
  follow(before)
}

function follow(before) {
  const differs = (...names) => names.some((name) => before[name] !== state[name])
  for (const [option, field] of Object.entries(FIELDS)) {
    if (field.value !== state[option]) field.value = state[option]
  }
  if (differs('tenant')) know(known.tenants, known.sandboxes)
  showRequest()
  if (differs('tenant', 'filter', 'orderby', 'top', 'skip')) load()
  if (differs('tenant', 'panel', 'image')) openPanel(differs('panel', 'image') || byId('panel').contains(document.activeElement))
}

function page(direction) {
  const top = Number(state.top) || 100
  go({ skip: String(Math.max(0, (Number(state.skip) || 0) + direction * top)) })
}

// ---- Panels

const failed = {
  /** Does it; a problem is shown in the panel. The focus stays there, though what had it be gone. What people do shows problems anew. */
  async guard(action, unasked = false) {
    const place = byId('panel-failed')
    const inside = byId('panel').contains(document.activeElement)
    try {
      await action()
      if (!unasked || place?.dataset.unasked) place?.replaceChildren()
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      place?.replaceChildren(el('p', {}, e.text))
      if (place) place.dataset.unasked = unasked || ''
    }
    if (inside && document.activeElement === document.body) byId(byId('panel').hidden ? 'main' : 'panel-title').focus()
  },
}

let open = null

function openPanel(focus) {
  const whose = current()
  clearInterval(open?.timer)
  const opener = document.querySelector(`[data-panel="${CSS.escape(state.panel)}"]`)
  document.querySelectorAll('[data-panel]').forEach((tool) => tool.setAttribute('aria-expanded', String(tool === opener)))
  const image = state.panel === 'image'
  sheet.mark(byId('images'), image ? hashOf(state) : null)
  open = null
  byId('panel').hidden = !PANELS[state.panel] || !whose || image && !state.image
  if (byId('panel').hidden) return
  open = PANELS[state.panel].panel({
    ...whose,
    failed,
    reference: state.image,
    image: shown.find(({ reference }) => reference === state.image),
    show: (label) => go({ tenant: label, skip: '0' }),
    left: () => state.panel === 'image' ? close() : go({ tenant: '', skip: '0' }),
    known: know,
    changed: showArmed,
    reload: load,
    resetAll: () => reset(undefined, 'All tenants are'),
  })
  byId('panel-title').textContent = open.title
  byId('panel-body').replaceChildren(el('div', { id: 'panel-failed', className: 'failure', role: 'alert' }), open.body)
  failed.guard(open.refresh)
  if (open.every) watch(open)
  if (focus) byId('panel-title').focus()
}

/** Looks again and again, as long as somebody can see it. */
function watch(panel) {
  let busy = false
  panel.timer = setInterval(async () => {
    if (busy || document.visibilityState !== 'visible') return
    busy = true
    await failed.guard(panel.refresh, true)
    busy = false
  }, panel.every)
}

function close() {
  const opener = document.querySelector('[data-panel][aria-expanded="true"], #images [aria-current]') ?? byId('main')
  go({ panel: '', image: '' })
  opener.focus()
}

function showArmed(count) {
  byId('armed').hidden = count === 0
  byId('armed').textContent = count
}

async function countFaults() {
  const whose = current()
  if (whose && state.panel !== 'faults') {
    const { faults: found } = await faults.armed(whose.key, whose.label).catch(() => ({ faults: [] }))
    showArmed(found.length)
  }
}

async function reset(key, who) {
  try {
    await control('reset', { method: 'POST', key })
    files.changed()
    say(`${who} as at the start.`)
    await begin()
    if (open) openPanel(false)
  } catch (e) {
    fail(e)
  }
}

// ---- From the start

function listen() {
  for (const [option, field] of Object.entries(FIELDS)) {
    field.addEventListener('input', () => {
      state = { ...state, [option]: field.value.replaceAll(/[\r\n]+/g, ' '), ...(option !== 'skip' && { skip: '0' }) }
      if (option !== 'skip') FIELDS.skip.value = '0'
      showRequest()
      clearTimeout(typing)
      typing = setTimeout(() => { write(state, false); load() }, TYPING)
    })
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return
      event.preventDefault()
      write(state, false)
      load({ moveCaret: true })
    })
  }
  byId('query').addEventListener('submit', (event) => event.preventDefault())
  byId('examples').append(...EXAMPLES.map((filter) => el('button', { type: 'button', textContent: filter, onclick: () => go({ filter: filter === state.filter ? '' : filter, skip: '0' }) })))
  byId('orders').append(...SORTABLE.flatMap((property) => ['asc', 'desc'].map((direction) => el('option', { value: `${property} ${direction}` }))))
  for (const [id, direction] of [['previous', -1], ['next', 1]]) {
    byId(id).addEventListener('click', () => { if (byId(id).getAttribute('aria-disabled') !== 'true') page(direction) })
  }
  byId('reload').addEventListener('click', () => { files.changed(); load() })
  byId('tenant').addEventListener('change', (event) => go({ tenant: event.target.value, skip: '0' }))
  byId('reset').addEventListener('click', () => { const whose = current(); if (whose) reset(whose.key, `${whose.label} is`) })
  byId('close').addEventListener('click', close)
  byId('skip').addEventListener('click', (event) => { event.preventDefault(); byId('main').focus() })
  document.querySelectorAll('[data-panel]').forEach((tool) => tool.addEventListener('click', () =>
    state.panel === tool.dataset.panel ? close() : go({ panel: tool.dataset.panel, image: '' })))
  document.querySelectorAll('[data-copy]').forEach((tool) => tool.addEventListener('click', async () => {
    await copy(byId(tool.dataset.copy).textContent)
    say('Copied.')
  }))
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && open && !event.defaultPrevented) close() })
  sheet.arrows(byId('images'))
  window.addEventListener('hashchange', () => {
    const before = state
    state = read()
    follow(before)
  })
  document.addEventListener('admin-key-needed', ({ detail: wrong }) => {
    byId('admin').hidden = false
    byId('admin-wrong').textContent = wrong ? 'The admin key is wrong.' : ''
  })
  byId('admin').addEventListener('submit', (event) => {
    event.preventDefault()
    keepAdminKey(byId('admin-key').value)
    byId('admin').hidden = true
    begin().then(() => openPanel(false))
  })
}

/** Learns whom the mock serves, and loads the list. */
async function begin() {
  try {
    await learn()
  } catch (e) {
    if (e.status === 401) return byId('admin-key').focus()
    return fail(e)
  }
  showRequest()
  await load()
}

for (const [option, field] of Object.entries(FIELDS)) field.value = state[option]
byId('request').open = innerWidth > 820
listen()
await begin()
openPanel(false)
