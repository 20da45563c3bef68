// A gallery over the API: a page of images at a time, a filter, and deletes. Which server and key: index.html?api=URL&key=KEY
'use strict'

const settings = new URLSearchParams(location.search)
const api = settings.get('api') ?? 'http://127.0.0.1:8080'
const headers = { 'X-API-KEY': settings.get('key') ?? 'acme-demo-key' }
const pageSize = 24

const [form, message, list, previous, position, next] = ['filter', 'message', 'images', 'previous', 'page', 'next']
  .map((id) => document.getElementById(id))
let page = 0
let latest = 0

/** Where an image is: its name, percent-encoded, between the parentheses. */
const imageUrl = (reference) => `${api}/images(${encodeURIComponent(reference)})`

/** A string literal of OData: quotes are doubled. */
const literal = (text) => `'${text.replaceAll("'", "''")}'`

function filter() {
  const { name, status } = Object.fromEntries(new FormData(form))
  return [name && `contains(reference,${literal(name)})`, status && `status eq ${literal(status)}`].filter(Boolean).join(' and ')
}

/** An answer of the API; it throws an error with the problem's detail for one that is none of `expected`. */
async function ask(url, method = 'GET', expected = [200]) {
  const answer = await fetch(url, { method, headers }).catch(() => {
    throw new Error(`No answer from ${api}. Is the mock running?`)
  })
  if (expected.includes(answer.status)) return answer
  // Something between page and API may answer in another way than the API does.
  const problem = await answer.json().catch(() => ({}))
  throw Object.assign(new Error(problem.detail ?? `The API answered with ${answer.status}`), {
    status: answer.status,
    retryAfter: Number(answer.headers.get('Retry-After')),
  })
}

async function images() {
  // The API does not tell how many images there are: one more than a page shows whether there is another page.
  const options = new URLSearchParams({ $orderby: 'createdOn desc', $skip: page * pageSize, $top: pageSize + 1 })
  if (filter()) options.set('$filter', filter())
  return (await (await ask(`${api}/images?${options}`)).json()).items
}

async function show() {
  const turn = ++latest
  try {
    const found = await images()
    if (turn !== latest) return // another page or filter was chosen meanwhile
    if (found.length === 0 && page > 0) {
      page-- // the last image of the last page is gone
      return show()
    }
    list.replaceChildren(...found.slice(0, pageSize).map(item))
    position.textContent = found.length === 0 ? 'No images' : `Page ${page + 1}${found.length > pageSize ? '' : ', the last'}`
    previous.disabled = page === 0
    next.disabled = found.length <= pageSize
  } catch (error) {
    if (turn === latest) message.textContent = error.message
  }
}

function item({ reference, status, thumbnailUrl }) {
  const element = document.createElement('li')
  const picture = Object.assign(document.createElement('div'), { className: 'picture', textContent: thumbnailUrl ? '' : status })
  if (thumbnailUrl) picture.append(Object.assign(document.createElement('img'), { src: thumbnailUrl, alt: '', loading: 'lazy' }))
  const name = Object.assign(document.createElement('span'), { className: 'name', textContent: reference, title: reference })
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Delete', ariaLabel: `Delete ${reference}` })
  button.onclick = () => remove(reference, button)
  element.append(picture, name, button)
  return element
}

async function remove(reference, button) {
  message.textContent = ''
  button.disabled = true
  try {
    await removeOrWait(reference)
  } catch (error) {
    message.textContent =
      error.status === 409 ? `${reference} is being processed: try again when that is over.` : `${reference} is not deleted. ${error.message}`
    button.disabled = false
    return
  }
  await show()
}

/** Deletes an image, which may be gone already (404); a server that is too busy (429, 503) gets one more request, when it wants it. */
async function removeOrWait(reference) {
  const deletion = () => ask(imageUrl(reference), 'DELETE', [204, 404])
  try {
    await deletion()
  } catch (error) {
    if (![429, 503].includes(error.status)) throw error
    await new Promise((resolve) => setTimeout(resolve, 1000 * (error.retryAfter || 1)))
    await deletion()
  }
}

function turnTo(to) {
  page = to
  message.textContent = ''
  return show()
}

form.onsubmit = (event) => {
  event.preventDefault()
  turnTo(0)
}
previous.onclick = () => turnTo(page - 1)
next.onclick = () => turnTo(page + 1)
show()
