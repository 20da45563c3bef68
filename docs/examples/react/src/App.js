import { useState } from 'react'
import { html } from './html.js'
import { useImages } from './useImages.js'

const filters = ["status eq 'Ok'", "contains(reference,'product')", "fileType ne 'gif' and numLinks gt 10", 'createdOn ge 2025-01-01']

export function App() {
  const [text, setText] = useState(filters[0])
  const [filter, setFilter] = useState(filters[0])
  const { images, more, busy, error, loadMore, remove } = useImages(filter)

  function submit(event) {
    event.preventDefault()
    setFilter(text)
  }

  return html`
    <main aria-busy=${busy}>
      <h1>Images</h1>
      <form onSubmit=${submit}>
        <label>$filter
          <input list="filters" value=${text} disabled=${busy} onChange=${(event) => setText(event.target.value)} />
        </label>
        <datalist id="filters">${filters.map((each) => html`<option key=${each} value=${each} />`)}</datalist>
        <button disabled=${busy}>Apply</button>
      </form>
      ${error && html`<p role="alert">${error}</p>`}
      <ul>
        ${images.map((image) => html`<${ImageRow} key=${image.id} image=${image} busy=${busy} remove=${remove} />`)}
      </ul>
      <footer>
        <span role="status">${busy ? 'Loading …' : `${images.length} images${more ? '' : ', all'}`}</span>
        ${more && html`<button disabled=${busy} onClick=${loadMore}>Load more</button>`}
      </footer>
    </main>
  `
}

function ImageRow({ image, busy, remove }) {
  const { reference, status, thumbnailUrl, width, height, numLinks } = image
  return html`
    <li>
      <span className="picture">${thumbnailUrl ? html`<img src=${thumbnailUrl} alt="" loading="lazy" />` : '–'}</span>
      <span className="name">${reference}</span>
      <span className="facts">${status} · ${width} × ${height} · links: ${numLinks}</span>
      <button disabled=${busy} aria-label=${`Delete ${reference}`} onClick=${() => remove(reference)}>Delete</button>
    </li>
  `
}
