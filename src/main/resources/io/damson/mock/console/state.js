// What the page shows, as it stands in the URL's hash: a reload or a link restores it.
const DEFAULTS = { tenant: '', filter: '', orderby: '', top: '48', skip: '0', panel: '', image: '' }

/** The state in the URL; what is not there is as at the start. */
export function read() {
  const hash = new URLSearchParams(location.hash.slice(1))
  return Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, hash.get(name) ?? value]))
}

/** The hash of a state, without what is as at the start. */
export function hashOf(state) {
  const hash = new URLSearchParams()
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (state[name] !== value) hash.set(name, state[name])
  }
  return '#' + hash
}

/** Puts a state into the URL, beside the present one in the history or in its place. */
export function write(state, push) {
  const hash = hashOf(state)
  if (hash !== (location.hash || '#')) history[push ? 'pushState' : 'replaceState'](null, '', hash)
}
