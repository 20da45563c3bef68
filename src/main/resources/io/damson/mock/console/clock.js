// The panel of the clock, by which images are processed.
import { control } from './api.js'
import { button, el, say } from './dom.js'
import * as files from './files.js'

export function panel({ key, failed, reload }) {
  const now = el('span', { id: 'now' })
  const mode = el('span', { className: 'mode' })
  const step = el('input', { value: '5s', size: 6 })
  const moment = el('input', { type: 'datetime-local', step: 1 })
  let running = false

  function show(clock) {
    running = clock.mode === 'running'
    now.textContent = clock.now.replace('T', ' ')
    mode.textContent = clock.mode
    toggle.textContent = running ? 'Freeze' : 'Run'
  }

  const refresh = async () => show(await control('clock', { key }))

  async function set(body) {
    await failed.guard(async () => {
      const clock = await control('clock', { method: 'PUT', key, body })
      show(clock)
      files.changed()
      say(`${clock.now.replace('T', ' ')}, ${clock.mode}.`)
      await reload()
    })
  }

  const toggle = button('Run', () => set({ mode: running ? 'frozen' : 'running' }))
  const body = el('div', {},
    el('p', { className: 'clock' }, now, ' ', mode),
    el('div', { className: 'presets', role: 'group', ariaLabel: 'Advance' },
      ['5s', '1m', '1h', '24h'].map((time) => button(`+ ${time}`, () => set({ advance: time }))), toggle),
    el('form', { className: 'row', onsubmit: () => set({ advance: step.value }) },
      el('label', {}, 'Advance by ', step), el('button', {}, 'Advance')),
    el('form', { className: 'row', onsubmit: () => moment.value && set({ now: `${moment.value}:00`.slice(0, 19) }) },
      el('label', {}, 'Set to ', moment), el('button', {}, 'Set')),
    el('p', { className: 'hint' }, 'Images that are Up or Re with a processingFor become Ok when their time is over by this clock. In UTC.'))
  return { title: 'Clock', body, refresh, every: 1000 }
}
