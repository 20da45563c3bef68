import { useEffect, useState } from 'react'
import { deleteImage, listImages } from './dam.js'

const pageSize = 12

/** What a filter selects, a page at first and one more with each `loadMore`; `busy` while the API is asked. */
export function useImages(filter) {
  const [state, setState] = useState({ images: [], more: false, busy: true, error: '' })

  // The API does not tell how many images there are: one more than a page has shows whether there are more.
  async function load(before, signal) {
    setState({ ...before, busy: true, error: '' })
    try {
      const found = await listImages(filter, before.images.length, pageSize + 1, signal)
      setState({ images: [...before.images, ...found.slice(0, pageSize)], more: found.length > pageSize, busy: false, error: '' })
    } catch (error) {
      if (!signal?.aborted) setState({ ...before, busy: false, error: error.message })
    }
  }

  useEffect(() => {
    const leaving = new AbortController() // what comes for another filter is not shown
    load({ images: [], more: false }, leaving.signal)
    return () => leaving.abort()
  }, [filter])

  async function remove(reference) {
    setState({ ...state, busy: true, error: '' })
    try {
      await deleteImage(reference)
      setState({ ...state, images: state.images.filter((image) => image.reference !== reference), busy: false, error: '' })
    } catch (error) {
      setState({ ...state, busy: false, error: error.message })
    }
  }

  return { ...state, loadMore: () => load(state), remove }
}
