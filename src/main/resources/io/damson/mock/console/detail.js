// The panel of one image: all that the API answers, and what only the mock can change.
import { absolute, api, control, imagePath, write } from './api.js'
import { button, copyButton, el, name, say } from './dom.js'
import * as files from './files.js'
import { STATUSES, picture } from './sheet.js'

const FILES = { originalUrl: ['original', 'Original'], thumbnailUrl: ['th', 'Thumbnail'], thumbnailMediumUrl: ['thm', 'Medium'], thumbnailPreviewUrl: ['thp', 'Preview'] }
const NUMBERS = ['width', 'height', 'sizeInBytes', 'numLinks']
const TEXTS = ['fileType', 'createdOn', 'modifiedOn']

const labelled = (text, field, className = '') => el('label', { className }, el('span', {}, text), field)

/** Fields of a form for an image, and what a `PUT` has to have so that the image becomes what they show. */
function form(image, label) {
  const fields = {}
  const field = (member, properties) => {
    fields[member] = el('input', { id: `member-${member}`, ...properties })
    return labelled(member, fields[member])
  }
  const status = el('select', { id: 'member-status' }, Object.entries(STATUSES).map(([code, word]) =>
    el('option', { value: code, textContent: `${code}, ${word}`, selected: code === image.status })))
  const processing = el('input', { id: 'member-processingFor', size: 6, placeholder: '5s' })
  const tags = el('textarea', { id: 'member-tags', rows: 2, value: (image.tags ?? []).join('\n') })
  const before = tags.value
  const parts = [
    labelled('status', status),
    labelled('processingFor', processing),
    ...NUMBERS.map((member) => field(member, { inputMode: 'numeric', value: String(image[member]) })),
    ...TEXTS.map((member) => field(member, { value: image[member] ?? '', placeholder: 'null' })),
    labelled('tags, one a line', tags, 'wide'),
    el('fieldset', { className: 'wide' }, el('legend', {}, 'Files (unchecked: null)'), Object.entries(FILES).map(([member, [, word]]) => {
      fields[member] = el('input', { type: 'checkbox', id: `member-${member}`, checked: image[member] !== null })
      return el('label', { className: 'check' }, fields[member], ` ${word}`)
    })),
  ]
  function change() {
    const members = {}
    if (status.value !== image.status) members.status = status.value
    if (processing.value.trim()) Object.assign(members, { status: status.value, processingFor: processing.value.trim() })
    if (tags.value !== before) members.tags = tags.value.split('\n').filter((tag) => tag !== '')
    for (const member of NUMBERS) {
      const text = fields[member].value.trim()
      if (text !== String(image[member])) members[member] = /^\d{1,15}$/.test(text) ? Number(text) : text
    }
    for (const member of TEXTS) {
      if (fields[member].value !== (image[member] ?? '')) members[member] = fields[member].value || null
    }
    for (const [member, [variant]] of Object.entries(FILES)) {
      if (fields[member].checked !== (image[member] !== null)) {
        members[member] = fields[member].checked ? absolute(`media/${label}/${variant}/${encodeURIComponent(image.reference)}`) : null
      }
    }
    return members
  }
  return { parts, change }
}

export function panel({ key, label, reference, image: known, failed, reload, left }) {
  const body = el('div', { className: 'image' })
  const seed = `images/${encodeURIComponent(reference)}`
  let image = known

  async function save(change) {
    if (Object.keys(change).length === 0) return say('Nothing has been changed.')
    await failed.guard(async () => {
      await control(seed, { method: 'PUT', key, body: write(change) })
      files.changed()
      say(`${reference} is changed.`)
      image = await api(imagePath(reference), { key })
      draw()
      body.querySelector('.main').focus()
      await reload()
    })
  }

  const remove = (words, request) => failed.guard(async () => {
    await request()
    say(`${reference} is ${words}.`)
    await reload()
    left()
  })

  function draw() {
    const { parts, change } = form(image, label)
    const links = Object.entries(FILES).filter(([member]) => files.own(image[member])).map(([member, [, word]]) =>
      el('a', { href: files.own(image[member]), target: '_blank', rel: 'noopener' }, word))
    const json = write(image)
    body.replaceChildren(
      el('div', { className: 'preview' }, picture(image.thumbnailPreviewUrl ?? image.thumbnailUrl, `Preview of ${reference}`)),
      el('p', { className: 'reference' }, name(reference)),
      el('p', { className: 'hint links' }, `id ${image.id} `, ...links.flatMap((link) => [' · ', link])),
      el('form', { className: 'members', ariaLabel: 'Members', autocomplete: 'off', onsubmit: () => save(change()) }, ...parts,
        el('div', { className: 'wide row' }, el('button', { className: 'main' }, 'Save'),
          button('Delete', () => remove('deleted', () => api(imagePath(reference), { method: 'DELETE', key })), { title: 'DELETE, as the API does it: a 409 while it is processed' }),
          button('Remove', () => remove('removed', () => control(seed, { method: 'DELETE', key })), { title: 'By the control API, whatever its status is' }))),
      el('details', {}, el('summary', {}, 'As the API answers'), el('pre', {}, json),
        copyButton(() => json)))
  }

  async function first() {
    image ??= await api(imagePath(reference), { key })
    draw()
  }
  return { title: 'Image', body, refresh: first }
}
