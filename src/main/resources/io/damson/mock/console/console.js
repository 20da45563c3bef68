// The page: what is shown follows from the state, which stands in the URL's hash.
import * as clock from './clock.js'
import { Problem, control, keepAdminKey, list } from './api.js'
import { button, byId, copyButton, el, refocus, say } from './dom.js'
import * as detail from './detail.js'
import * as faults from './faults.js'
import * as files from './files.js'
import * as journal from './journal.js'
import * as mistake from './mistake.js'
import { curl, fetchScript } from './request.js'
import * as sheet from './sheet.js'
import { hashOf, read, write } from './state.js'
import * as tenants from './tenants.js'

const PANELS = { __proto__: null, tenants, faults, journal, clock, image: detail }
const FIELDS = { filter: byId('filter'), orderby: byId('orderby'), top: byId('top'), skip: byId('skip-count') }
const EXAMPLES = ["status eq 'Ok'", "status in ('Up', 'Re')", "fileType eq 'png' and width gt 1000", "contains(reference, 'product')",
  'createdOn ge 2024-06-01', 'fileType eq null', "status = 'Ok'"]
const SORTABLE = ['id', 'reference', 'numLinks', 'status', 'modifiedOn', 'fileType', 'createdOn', 'width', 'height', 'sizeInBytes']
const REQUESTS = { curl, fetch: fetchScript }
const TOOLS = [...document.querySelectorAll('[data-panel]')]
const TYPING = 250
const main = byId('main')

let state = read()
let known = { tenants: [], sandboxes: [] }
let shown = []
let loading = new AbortController()
let typing
let notice = ''

// ---- Whose images

/** The tenant that is shown, with a key of it; null where there is none of that name. */
function current() {
  const label = state.tenant || known.tenants[0]?.name
  const key = known.tenants.find(({ name }) => name === label)?.apiKeys[0] ?? (tenants.isSandbox(label) ? label : null)
  return key && { label, key }
}

function know(all, sandboxes) {
  known = { tenants: all, sandboxes }
  const labels = [...all.map(({ name }) => name), ...sandboxes.map(({ name }) => tenants.SANDBOX + name)]
  const label = current()?.label
  if (label && !labels.includes(label)) labels.push(label)
  byId('tenant').replaceChildren(...labels.map((text) => el('option', { value: text, textContent: text, selected: text === label })))
}

// ---- The list

const places = (option) => byId(`${FIELDS[option].id}-wrong`)

function clearMistakes() {
  for (const option of Object.keys(FIELDS)) mistake.clear(places(option), FIELDS[option])
  byId('failure').replaceChildren()
}

function showRequest() {
  const key = current()?.key ?? ''
  for (const [id, text] of Object.entries(REQUESTS)) byId(id).textContent = text(state, key)
  for (const example of byId('examples').children) example.ariaPressed = example.textContent === state.filter
}

/** Loads what the state says, in place of whatever is being loaded. */
async function load({ moveCaret = false } = {}) {
  clearTimeout(typing)
  loading.abort()
  const mine = loading = new AbortController()
  const whose = current()
  if (!whose && state.tenant && known.tenants.length) {
    const names = known.tenants.map(({ name }) => name)
    notice = `There is no tenant ${state.tenant}. There are ${names.join(', ')}, and any ${tenants.SANDBOX}NAME; ${names[0]} is shown.`
    return go({ tenant: '' }, false)
  }
  if (!whose) return fail(new Problem(0, '', 'The mock serves no tenants.'))
  main.ariaBusy = 'true'
  try {
    const { items } = await list(state, { key: whose.key, signal: mine.signal })
    if (mine.signal.aborted) return
    clearMistakes()
    showImages(items)
    if (notice) byId('failure').replaceChildren(el('p', {}, notice))
    notice = ''
  } catch (e) {
    if (e.name === 'AbortError' || mine.signal.aborted) return
    clearMistakes()
    fail(e, moveCaret)
  }
  countFaults()
}

/** Nothing is being loaded any more. */
function settle(stale) {
  main.classList.toggle('stale', stale)
  main.ariaBusy = null
}

function fail(problem, moveCaret) {
  settle(true)
  byId('results').textContent = ''
  const { failures = {} } = problem
  for (const [option, field] of Object.entries(FIELDS)) {
    const told = failures[`$${option}`]?.join(' ')
    if (!told) continue
    mistake.show(places(option), field, told, (right) => go({ [option]: right, skip: '0' }))
    const { at } = mistake.read(told, field.value)
    if (moveCaret && at !== null) {
      field.focus()
      field.setSelectionRange(at, at)
    }
  }
  const others = Object.keys(failures).filter((name) => !(name.slice(1) in FIELDS))
  if (others.length || !Object.keys(failures).length) {
    byId('failure').replaceChildren(el('p', {}, problem.text), button('Send again', async () => {
      await begin()
      refocus(byId('failure').querySelector('button') ?? main)
    }))
  }
}

function showImages(items) {
  shown = items
  const top = /^\d+$/.test(state.top.trim()) ? Number(state.top) : 100
  const skip = Number(state.skip) || 0
  const last = items.length < top
  settle(false)
  sheet.show(byId('images'), items, skip, (reference) => hashOf({ ...state, panel: 'image', image: reference }))
  markImage()
  byId('results').textContent = items.length
    ? `${items.length === 1 ? 'Image' : 'Images'} ${skip + 1}${items.length > 1 ? `–${skip + items.length}` : ''}${last ? ', the last page' : ''}`
    : 'No images'
  byId('nothing').hidden = items.length > 0
  byId('nothing').textContent = skip > 0 ? 'Nothing here: the pages end before.' : state.filter ? 'No image is so.' : 'This tenant has no images.'
  byId('previous').ariaDisabled = skip === 0
  byId('next').ariaDisabled = last || top === 0
}

const markImage = () => sheet.mark(byId('images'), state.panel === 'image' ? state.image : null)

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
    if (inside) refocus(byId(byId('panel').hidden ? 'main' : 'panel-title'))
  },
}

let open = null

function openPanel(focus) {
  const whose = current()
  clearInterval(open?.timer)
  const opener = TOOLS.find((tool) => tool.dataset.panel === state.panel)
  for (const tool of TOOLS) tool.ariaExpanded = tool === opener
  markImage()
  open = null
  byId('panel').hidden = !PANELS[state.panel] || !whose || state.panel === 'image' && !state.image
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
    await failed.guard(panel.again ?? panel.refresh, true)
    busy = false
  }, panel.every)
}

function close() {
  const opener = document.querySelector('[data-panel][aria-expanded="true"], #images [aria-current]') ?? main
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
    if (open) openPanel(byId('panel').contains(document.activeElement))
  } catch (e) {
    fail(e)
  }
}

// ---- From the start

const onClick = (id, action) => byId(id).addEventListener('click', action)

function listen() {
  for (const [option, field] of Object.entries(FIELDS)) {
    const wrong = el('div', { id: `${field.id}-wrong`, className: 'wrong', role: 'status' })
    field.closest('div').after(wrong)
    field.setAttribute('aria-describedby', wrong.id)
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
  document.addEventListener('submit', (event) => event.preventDefault())
  byId('examples').append(...EXAMPLES.map((filter) => button(filter, () => go({ filter: filter === state.filter ? '' : filter, skip: '0' }))))
  byId('lines').append(...Object.keys(REQUESTS).map((id) => el('div', { className: 'line' },
    el('h2', {}, id), el('pre', {}, el('code', { id })), copyButton(() => byId(id).textContent, { className: 'quiet', ariaLabel: `Copy ${id}` }))))
  byId('orders').append(...SORTABLE.flatMap((property) => ['asc', 'desc'].map((direction) => el('option', { value: `${property} ${direction}` }))))
  for (const [id, direction] of [['previous', -1], ['next', 1]]) {
    onClick(id, () => { if (byId(id).ariaDisabled !== 'true') page(direction) })
  }
  onClick('reload', () => { files.changed(); load() })
  byId('tenant').addEventListener('change', (event) => go({ tenant: event.target.value, skip: '0' }))
  onClick('reset', () => { const whose = current(); if (whose) reset(whose.key, `${whose.label} is`) })
  onClick('close', close)
  onClick('skip', (event) => { event.preventDefault(); main.focus() })
  // The link has what was asked for when the image was shown; what is typed since is not to be lost.
  onClick('images', (event) => {
    const link = event.target.closest('a')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go({ panel: 'image', image: link.title })
  })
  for (const tool of TOOLS) {
    const { panel } = tool.dataset
    tool.setAttribute('aria-controls', 'panel')
    tool.addEventListener('click', () => state.panel === panel ? close() : go({ panel, image: '' }))
  }
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
  byId('admin').addEventListener('submit', async () => {
    if (!keepAdminKey(byId('admin-key').value)) {
      byId('admin-wrong').textContent = 'The admin key has a character that no header field can have.'
      return
    }
    byId('admin').hidden = true
    await begin()
    openPanel(false)
    refocus(main)
  })
}

/** Learns whom the mock serves, and loads the list. */
async function begin() {
  try {
    const [all, copies] = await Promise.all([control('tenants'), control('sandboxes')])
    know(all.tenants, copies.sandboxes)
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
