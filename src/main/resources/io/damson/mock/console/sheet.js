// The contact sheet.
import { el, name } from './dom.js'
import { own } from './files.js'

/** What the documentation calls the values of `status`. */
export const STATUSES = { Vd: 'void', Up: 'updating', Ok: 'ready', Re: 'reprocessing', Er: 'error' }

const status = (code) => el('span', { className: `status ${code}`, title: STATUSES[code] ?? '' }, code)

const missing = (text) => el('span', { className: 'missing' }, text)

/** An image's file, or words in its place. */
export function picture(url, alt = '') {
  const file = own(url)
  if (!file) return missing(url ? 'not drawn here' : 'no file')
  const image = el('img', { alt, loading: 'lazy', decoding: 'async', src: file })
  image.addEventListener('error', () => image.replaceWith(missing('file missing')))
  return image
}

function frame(image, number, href) {
  return el('li', {}, el('a', { href, title: image.reference },
    el('span', { className: 'mat' }, picture(image.thumbnailUrl)),
    name(image.reference, { className: 'name' }),
    el('span', { className: 'facts' },
      el('span', { className: 'number', ariaHidden: 'true' }, number),
      status(image.status),
      el('span', {}, `${image.width}×${image.height}`))))
}

/** Shows images; numbers begin with the first that is not skipped. */
export function show(place, images, skip, hrefOf) {
  place.replaceChildren(...images.map((image, i) => frame(image, skip + i + 1, hrefOf(image.reference))))
}

/** Marks the image that is open, and no other. */
export function mark(place, reference) {
  for (const link of place.querySelectorAll('a')) link.ariaCurrent = link.title === reference ? 'true' : null
}

/** Arrow keys lead from image to image, beside the tab key. */
export function arrows(place) {
  place.addEventListener('keydown', (event) => {
    const links = [...place.querySelectorAll('a')]
    const here = links.indexOf(document.activeElement)
    if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const columns = links.filter((link) => link.offsetTop === links[0].offsetTop).length
    const there = { ArrowRight: here + 1, ArrowLeft: here - 1, ArrowDown: here + columns, ArrowUp: here - columns, Home: 0, End: links.length - 1 }[event.key]
    if (links[there]) {
      event.preventDefault()
      links[there].focus()
    }
  })
}
