// Shows the contracts that the page links to (RFC 8631), and sends what is tried out to this server.
const contracts = [...document.querySelectorAll('link[rel="service-desc"]')]

SwaggerUIBundle({
  dom_id: '#swagger-ui',
  urls: contracts.map((link) => ({ name: link.title, url: link.href })),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
})
