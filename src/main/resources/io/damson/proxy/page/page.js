// The page of the proxy: it looks for what is new every second, and puts it above what it shows.
import { byId, copyButton, decoded, el, name } from './dom.js'

const EVERY = 1000
const MOST = { findings: 200, journal: 200 }

let since = 0
let run
let key = sessionStorage.getItem('admin-key')
let paused = false

const time = (text) => new Date(text).toLocaleTimeString('en-GB')
const count = (map) => Object.values(map).reduce((sum, number) => sum + number, 0)
const readable = (target) => decoded(target.replace(/\?.*/, (query) => query.replaceAll('+', ' ')), target)

async function get(path) {
  const response = await fetch(`__proxy/${path}`, { headers: key ? { 'X-ADMIN-KEY': key } : {}, cache: 'no-store' })
  if (response.status === 401) {
    lock()
    throw new Error('locked')
  }
  if (!response.ok) throw new Error((await response.json()).detail)
  return response.json()
}

/** A report is opened by a link, which cannot send a key. */
function lock() {
  if (!byId('admin').hidden && key) byId('admin-wrong').textContent = 'The proxy does not accept this key.'
  byId('admin').hidden = false
  byId('reports').hidden = true
}

function finding({ number, time: at, relation, title, outcome, expected, got, because, curl }) {
  const facts = Object.entries({ expected, got, because })
  return el('li', { className: `finding ${outcome}`, id: `finding-${number}` },
    el('h3', {}, el('b', {}, relation), title, outcome === 'failed' ? null : ` (${outcome})`, el('span', { className: 'time' }, time(at))),
    el('dl', {}, facts.flatMap(([term, text]) => [el('dt', {}, term), el('dd', {}, text)])),
    curl.map((line) => el('div', { className: 'curl' }, el('pre', {}, line), copyButton(() => line, { ariaLabel: `Copy the request of ${relation}` }))))
}

const fields = (title, start, list) => [
  el('h3', {}, title),
  el('pre', {}, [start, ...list.map((field) => `${field.name}: ${field.value}`)].join('\n')),
]

/** JSON with its members one a line, where it is whole. */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function exchange(row) {
  const { number, method, target, status, milliseconds, verdict, relations, reason } = row
  const words = verdict === 'failed' ? relations.join(', ') : verdict === 'unjudged' ? 'not judged' : verdict
  const details = el('details', {}, el('summary', {},
    el('span', { className: 'time' }, time(row.time)),
    el('span', { className: `outcome s${String(status)[0]}` }, status),
    el('b', {}, method),
    name(readable(target), { className: 'grow' }),
    el('span', { className: 'time took' }, `${milliseconds} ms`),
    el('span', { className: `said ${verdict}`, title: reason }, words)))
  details.addEventListener('toggle', async () => {
    if (!details.open || details.dataset.filled) return
    details.dataset.filled = 'true'
    const kept = await get(`exchange.json?number=${number}`).catch((e) => e.message)
    details.append(...typeof kept === 'string' ? [el('p', { className: 'none' }, kept)] : [
      reason ? el('p', { className: 'hint' }, `Not judged: ${reason}.`) : '',
      ...fields('Request', `${method} ${target}`, kept.requestFields),
      ...fields('Response', status, kept.fields),
      kept.body ? el('pre', { tabIndex: 0, ariaLabel: 'Body', role: 'group' }, kept.isBase64 ? kept.body : pretty(kept.body)) : '',
      kept.isCut ? el('p', { className: 'hint' }, 'The body is not whole.') : '',
    ])
  })
  return el('li', { className: verdict }, details)
}

/** Puts what is new on top. What is there already stays as it is, open or not. */
function prepend(list, rows, most) {
  list.prepend(...rows.reverse())
  while (list.children.length > most) list.lastChild.remove()
}

function cell(status, { declared, counts }, isUse) {
  const number = counts[status]
  const isDeclared = declared.includes(status)
  if (number) return el('td', { className: isDeclared ? '' : 'undeclared' }, number)
  return el('td', { className: isDeclared && !isUse ? 'zero' : 'none' }, isDeclared ? '0' : '')
}

function coverage(rows) {
  const statuses = [...new Set(rows.flatMap(({ declared, counts }) => [...declared, ...Object.keys(counts).map(Number)]))].sort((a, b) => a - b)
  const table = byId('coverage')
  const seen = JSON.stringify(rows)
  if (table.dataset.seen === seen) return
  table.dataset.seen = seen
  table.replaceChildren(
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Operation, what it uses'), statuses.map((status) => el('th', { scope: 'col' }, status)))),
    el('tbody', {}, rows.map((row) => el('tr', { className: row.use ? 'use' : 'operation' },
      el('th', { scope: 'row' }, row.use || row.operation), statuses.map((status) => cell(status, row, row.use))))))
}

function number(id, value) {
  byId(id).textContent = value.toLocaleString('en')
  byId(`${id}-box`)?.classList.toggle('some', value > 0)
}

function show(state) {
  if (run !== state.run) {
    byId('findings').replaceChildren()
    byId('journal').replaceChildren()
  }
  run = state.run
  since = state.last
  byId('upstream').textContent = `${state.upstream}, level ${state.level}`
  number('requests', state.requests)
  number('judged', state.judged)
  number('unjudged', state.unjudged)
  byId('unjudged-box').title = Object.entries(state.reasons).map(([why, times]) => `${times}: ${why}`).join('\n')
  number('wrong', count(state.failures))
  number('unstable', count(state.unconfirmed))
  const relations = Object.entries(state.failures).map(([relation, times]) => `${relation} ${times}`).join('\n')
  if (byId('by-relation').dataset.seen !== relations) {
    byId('by-relation').dataset.seen = relations
    byId('by-relation').replaceChildren(...relations.split('\n').filter(Boolean).map((line) => el('span', {}, line)))
  }
  prepend(byId('findings'), state.findings.map(finding), MOST.findings)
  prepend(byId('journal'), state.exchanges.map(exchange), MOST.journal)
  byId('no-findings').hidden = byId('findings').children.length > 0
  byId('no-exchanges').hidden = state.requests > 0
  byId('total').textContent = state.requests > MOST.journal ? `The latest ${MOST.journal} of ${state.requests.toLocaleString('en')}.` : ''
  coverage(state.coverage)
  document.title = `${count(state.failures) ? `(${count(state.failures)}) ` : ''}Damson proxy`
}

async function refresh() {
  try {
    if (!paused && !document.hidden) {
      let state = await get(`state.json?since=${since}`)
      if (run && state.run !== run && since) state = await get('state.json?since=0')
      show(state)
      byId('admin').hidden = true
      byId('away').hidden = true
    }
  } catch (e) {
    byId('away').hidden = e.message === 'locked'
  }
  setTimeout(refresh, EVERY)
}

byId('admin').addEventListener('submit', (event) => {
  event.preventDefault()
  key = byId('admin-key').value
  sessionStorage.setItem('admin-key', key)
})
byId('pause').addEventListener('click', () => {
  paused = !paused
  byId('pause').ariaPressed = paused
})
byId('only').addEventListener('change', () => byId('journal').classList.toggle('only', byId('only').checked))
refresh()
