// Elements. Whatever comes from the mock is text, never markup.

/** An element with properties (attributes, where the name has a hyphen), listeners (`onclick`) and children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role' || key === 'for') element.setAttribute(key, value)
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else element[key] = value
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined))
  return element
}

export const byId = (id) => document.getElementById(id)

/** A button; a click while it works is no second one. */
export function button(text, action, properties = {}) {
  const made = el('button', { type: 'button', textContent: text, ...properties })
  made.addEventListener('click', async () => {
    if (made.getAttribute('aria-disabled') === 'true') return
    made.setAttribute('aria-disabled', 'true')
    try {
      await action()
    } finally {
      made.removeAttribute('aria-disabled')
    }
  })
  return made
}

/** A name that may be written in any direction, and has to stand for itself. */
export const name = (text, properties = {}) => el('bdi', { textContent: text, ...properties })

/** Tells what has happened, to eyes and screen readers; gone after a while. */
export function say(text) {
  const said = byId('said')
  said.textContent = ''
  clearTimeout(say.timer)
  requestAnimationFrame(() => { said.textContent = text })
  say.timer = setTimeout(() => { said.textContent = '' }, 6000)
}

/** Copies a text, on pages too that browsers take for insecure. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = el('textarea', { value: text, className: 'unseen' })
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
