// The API as the page sees it: at /dam of its own origin, without a key, which the development server adds.
const api = '/dam/images'

async function ask(url, init) {
  const response = await fetch(url, init)
  if (response.ok) return response
  const problem = await response.json().catch(() => ({}))
  throw new Error(problem.detail ?? `${response.status} ${response.statusText}`)
}

/** At most `top` images that a filter selects, the newest first. */
export async function listImages(filter, skip, top, signal) {
  const options = new URLSearchParams({ $orderby: 'modifiedOn desc', $skip: skip, $top: top })
  if (filter) options.set('$filter', filter)
  return (await (await ask(`${api}?${options}`, { signal })).json()).items
}

export async function deleteImage(reference) {
  await ask(`${api}(${encodeURIComponent(reference)})`, { method: 'DELETE' })
}
