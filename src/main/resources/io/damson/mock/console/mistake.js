// What was wrong with an option, where, and what would be right: as the server tells it.
import { button, decoded, el } from './dom.js'

const POSITION = /at position (\d+)/
const CORRECTED = /Corrected(, as it stands in a URL)?: ([^]*)$/

/** Where the server has stopped to understand, in UTF-16 units as browsers count, and what would be right; null where it does not tell. */
export function read(message, text) {
  const position = POSITION.exec(message)
  const corrected = CORRECTED.exec(message)
  const blanks = text.length - text.trimStart().length
  return {
    at: position && blanks + [...text.trim()].slice(0, Number(position[1])).join('').length,
    right: corrected && (corrected[1] ? decoded(corrected[2]) : corrected[2]),
    told: message.replace(CORRECTED, '').trim(),
  }
}

/** Shows a mistake below its field. */
export function show(place, field, message, correct) {
  const { at, right, told } = read(message, field.value)
  field.ariaInvalid = 'true'
  place.replaceChildren(el('p', {}, told))
  if (at !== null) place.append(pointer(field, at))
  if (right !== null) {
    place.append(el('p', { className: 'right' },
      el('span', {}, 'Corrected: '), el('code', { textContent: right }), ' ',
      button('Use it', () => correct(right))))
  }
}

export function clear(place, field) {
  field.ariaInvalid = null
  if (place.contains(document.activeElement)) field.focus()
  place.replaceChildren()
}

/** The text with a caret below the place; a click leads there. */
function pointer(field, at) {
  const first = Math.max(0, at - 40)
  const before = field.value.slice(first, at).replaceAll(/\s/g, ' ')
  const after = field.value.slice(at, at + 30).replaceAll(/\s/g, ' ')
  return el('div', { className: 'pointer' },
    el('pre', { ariaHidden: 'true' }, first ? '…' : '', before, el('mark', { textContent: [...after][0] ?? ' ' }), [...after].slice(1).join('')),
    button('Go there', () => {
      field.focus()
      field.setSelectionRange(at, at)
    }))
}
