// Serves the page, as a development server would.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const page = readFileSync(new URL('index.html', import.meta.url))

createServer((request, response) => response.setHeader('Content-Type', 'text/html').end(page)).listen(Number(process.env.PORT), '127.0.0.1')
