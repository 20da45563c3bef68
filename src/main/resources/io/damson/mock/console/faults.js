// The panel of faults: armed in one click, seen, and disarmed.
import { control } from './api.js'
import { button, el, say } from './dom.js'
import * as files from './files.js'

const PRESETS = [
  ['503 once', { status: 503, times: 1 }],
  ['429 twice', { status: 429, times: 2 }],
  ['500 until disarmed', { status: 500 }],
  ['Slow, 2 s', { delay: '2s' }],
  ['Connection reset twice', { fault: 'CONNECTION_RESET_BY_PEER', times: 2 }],
  ['Deletes fail', { method: 'DELETE', status: 503 }],
  ['Thumbnails missing', { on: 'media', status: 404 }],
]

/** A fault in few words. */
export function words(fault) {
  return [
    fault.status ?? fault.fault,
    fault.delay && `${fault.delay} delay`,
    fault.method,
    fault.on === 'media' ? 'files' : null,
    fault.reference,
    fault.query,
    fault.after && `spares ${fault.after}`,
    fault.probability !== undefined && fault.probability < 1 && `${+(fault.probability * 100).toFixed(4)} %`,
    fault.timeToLive && `for ${fault.timeToLive}`,
  ].filter(Boolean).join(' · ')
}

function standing({ delay, status, probability }) {
  const facts = [delay && `each answer waits ${delay}`, probability !== undefined && `${+(probability * 100).toFixed(4)} % fail with ${status}`]
  return el('p', { className: 'standing' }, `Standing (--delay, --fail): ${facts.filter(Boolean).join('; ')}.`)
}

/** The armed faults of a key's tenant and those of all, as the mock has them. */
export async function armed(key, label) {
  const { faults, standing: always } = await control('faults')
  return { faults: faults.filter(({ tenant }) => !tenant || tenant === label), always }
}

export function panel({ key, label, failed, changed }) {
  const list = el('ul', { className: 'rows' })
  const always = el('div')
  const all = el('input', { type: 'checkbox', id: 'for-all' })
  const text = el('textarea', { id: 'fault-json', rows: 3, value: '{"method":"DELETE","status":409,"times":1}' })

  async function arm(fault) {
    await failed.guard(async () => {
      await control('faults', { method: 'POST', key: all.checked ? undefined : key, body: fault })
      files.changed()
      say('Armed. The next request that matches meets it, this page’s own included.')
      await refresh()
    })
  }

  async function disarm(fault) {
    await failed.guard(async () => {
      await control(`faults/${encodeURIComponent(fault.id)}`, { method: 'DELETE' })
      files.changed()
      say('Disarmed.')
      await refresh()
    })
  }

  async function refresh() {
    const { faults, always: found } = await armed(key, label)
    const rows = faults.map((fault) => el('li', {},
      el('span', { className: 'grow' }, words(fault.fault),
        el('small', {}, [fault.remainingTimes ? `${fault.remainingTimes} more` : 'until disarmed', fault.tenant ? '' : 'all tenants'].filter(Boolean).join(', '))),
      button('Disarm', () => disarm(fault), { ariaLabel: `Disarm ${words(fault.fault)}` })))
    const shown = JSON.stringify(faults)
    if (list.dataset.shown !== shown) {
      list.dataset.shown = shown
      list.replaceChildren(...(rows.length ? rows : [el('li', { className: 'none' }, 'None is armed.')]))
    }
    always.replaceChildren(...(found ? [standing(found)] : []))
    changed(faults.length)
  }

  const body = el('div', {},
    el('div', { className: 'presets', role: 'group', ariaLabel: 'Arm a fault' }, PRESETS.map(([name, fault]) => button(name, () => arm(fault)))),
    el('label', { className: 'check' }, all, ' for all tenants'),
    el('details', {}, el('summary', {}, 'Another fault'),
      el('label', { htmlFor: 'fault-json' }, 'As the control API has it, '), el('a', { href: 'docs?urls.primaryName=Control+of+the+mock#/Faults/armFault' }, 'members'),
      text,
      button('Arm', () => arm(text.value))),
    el('h3', {}, 'Armed'), list, always,
    el('p', { className: 'hint' }, 'Browsers silently send a request once more when a connection is reset, so a page sees one failure of two.'))
  return { title: 'Faults', body, refresh, every: 2000 }
}
