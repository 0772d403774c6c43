import type { Fetch } from '@disparo/api'

/**
 * `fetch` for a file, which tells how much of it has gone (0 to 1): a browser's own does not.
 * What comes of it is as with `fetch`: it fails where there was no answer.
 */
export function uploadFetch(onProgress: (part: number) => void): Fetch {
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(method, url)
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.responseType = 'blob'
      request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total)
      request.onload = () =>
        resolve({
          status: request.status,
          headers: { get: (name) => request.getResponseHeader(name) },
          body: (request.response as Blob).stream(),
        })
      request.onerror = () => reject(new TypeError('No answer'))
      request.onabort = () => reject(new DOMException('Aborted', 'AbortError'))
      signal?.addEventListener('abort', () => request.abort())
      request.send(body as XMLHttpRequestBodyInit)
    })
}
