// Elements. Whatever comes from the mock is text, never markup.

/** An element with properties, listeners (`onclick`) and children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
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
    if (made.ariaDisabled) return
    made.ariaDisabled = 'true'
    try {
      await action()
    } finally {
      made.ariaDisabled = null
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

/** Where what had the focus is gone, something else has it: nobody is to begin at the top of the page again. */
export const refocus = (element) => { if (document.activeElement === document.body) element.focus() }

/** A URL or a part of one for people to read; as it came, where it has wrong escapes. */
export function decoded(url, asItCame = url) {
  try {
    return decodeURIComponent(url)
  } catch {
    return asItCame
  }
}

/** A button that copies a text, on pages too that browsers take for insecure. */
export const copyButton = (textOf, properties) => button('Copy', async () => {
  await copy(textOf())
  say('Copied.')
}, properties)

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = el('textarea', { value: text, className: 'unseen' })
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
