// A development server: the files of this folder, and /dam passed on to the API with its key, as Vite's server.proxy does.
import { createServer } from 'node:http'
import { createProxyServer } from 'http-proxy-3'
import sirv from 'sirv'

const { DAM_URL = 'http://127.0.0.1:8080', DAM_API_KEY = 'acme-demo-key', PORT = '5173' } = process.env

const files = sirv('.', { dev: true })
const dam = createProxyServer({ target: DAM_URL, changeOrigin: true, headers: { 'X-API-KEY': DAM_API_KEY } })
dam.on('error', (error, request, response) => {
  response.writeHead(502, { 'Content-Type': 'application/problem+json' })
  response.end(JSON.stringify({ title: 'Bad Gateway', status: 502, detail: `No answer from ${DAM_URL}: ${error.message}` }))
})

createServer((request, response) => {
  const [, path] = /^\/dam(\/.*)$/.exec(request.url) ?? []
  if (path === undefined) {
    files(request, response)
    return
  }
  request.url = path
  dam.web(request, response)
}).listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}`))
