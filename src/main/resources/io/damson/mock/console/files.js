// Files of images: only those that this mock draws are loaded, by a path relative to the page, whatever host the data name.
const OWN = /\/(media\/[^/]+\/(?:original|th|thm|thp)\/[^/?#]+)$/

/** Grows when files may have become others, so that browsers look again. */
let generation = 0
export const changed = () => { generation += 1 }

/** The file behind a URL of the data; null where this mock has none. */
export function own(url) {
  const path = url && OWN.exec(url)
  return path && path[1] + (generation ? `?v=${generation}` : '')
}
