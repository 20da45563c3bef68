// The panel of tenants and sandboxes.
import { control } from './api.js'
import { button, el, name, say } from './dom.js'

export const SANDBOX = 'sandbox-'
const NAME = '[A-Za-z0-9._\\-]{1,100}'

/** Whether a text is the key of a sandbox. */
export const isSandbox = (text) => new RegExp(`^${SANDBOX}${NAME}$`).test(text)

const idle = (seconds) => seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`

export function panel({ label, failed, show, known, left, resetAll }) {
  const tenants = el('ul', { className: 'rows' })
  const sandboxes = el('ul', { className: 'rows' })
  const error = el('p', { className: 'wrong' })
  const given = el('input', { id: 'sandbox-name', size: 14, required: true, pattern: NAME, title: '1 to 100 letters, digits, dots, underscores and hyphens' })

  const shown = (text) => text === label ? el('small', {}, 'shown') : button('Show', () => show(text), { ariaLabel: `Show ${text}` })

  async function refresh() {
    const [all, copies, health] = await Promise.all([control('tenants'), control('sandboxes'), control('health')])
    known(all.tenants, copies.sandboxes)
    tenants.replaceChildren(...all.tenants.map((tenant) => el('li', {},
      el('span', { className: 'grow' }, el('b', {}, name(tenant.name)), el('small', {}, `${tenant.images} images${tenant.sandbox ? ', sandboxes begin as this' : ''}`),
        ...tenant.apiKeys.map((key) => el('code', {}, key))),
      shown(tenant.name))))
    sandboxes.replaceChildren(...(copies.sandboxes.length
      ? copies.sandboxes.map((sandbox) => el('li', {},
        el('span', { className: 'grow' }, el('b', {}, SANDBOX + sandbox.name), el('small', {}, `idle for ${idle(sandbox.idleSeconds)}`)),
        shown(SANDBOX + sandbox.name),
        button('Drop', () => drop(sandbox.name), { ariaLabel: `Drop ${SANDBOX}${sandbox.name}` })))
      : [el('li', { className: 'none' }, 'None. Any key sandbox-NAME makes one.')]))
    error.textContent = health.dataError ? `The latest change of the data was not taken. ${health.dataError}` : ''
  }

  /** Any request with its key makes it; this one is none of the API's. */
  async function make() {
    const key = SANDBOX + given.value
    await failed.guard(async () => {
      await control('clock', { key })
      say(`${key} is made.`)
      show(key)
    })
  }

  async function drop(sandbox) {
    await failed.guard(async () => {
      await control(`sandboxes/${encodeURIComponent(sandbox)}`, { method: 'DELETE' })
      say(`${SANDBOX}${sandbox} is dropped.`)
      if (label === SANDBOX + sandbox) left()
      else await refresh()
    })
  }

  const body = el('div', {}, error, tenants,
    el('h3', {}, 'Sandboxes'),
    el('form', { className: 'row', onsubmit: make }, el('label', { htmlFor: 'sandbox-name' }, SANDBOX), given, el('button', {}, 'Make')),
    sandboxes,
    el('p', { className: 'hint' }, 'A sandbox is a copy of its own, for one test or one person.'),
    button('Reset all tenants', resetAll))
  return { title: 'Tenants', body, refresh }
}
