// Shows the contracts that the page links to (RFC 8631), and sends what is tried out to this server.
const contracts = [...document.querySelectorAll('link[rel="service-desc"]')]
const control = contracts.find((link) => link.href.endsWith('/__admin/openapi.yaml')) // the mock alone has it

/** Other servers that a contract names are not offered beside a DELETE that is ready to be sent. */
const ThisServerAlone = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (spec) => update(spec?.servers ? { ...spec, servers: spec.servers.slice(0, 1) } : spec),
      },
    },
  },
})

/** Of keys, the browser keeps a tenant's of the mock over a reload, and never the admin key. */
const TenantsKeyAlone = () => ({
  statePlugins: {
    auth: {
      wrapActions: {
        persistAuthorizationIfNeeded: (persist, { authSelectors }) => () => {
          if (control) localStorage.setItem('authorized', JSON.stringify(authSelectors.authorized().filter((key, name) => name === 'ApiKey')))
        },
      },
    },
  },
})

/** On the mock, whose keys may be known, the page has one from the start; another one that somebody has given stays. */
async function authorize() {
  if (!control || ui.authSelectors.authorized()?.size) return
  const answer = await fetch(new URL('tenants', control.href))
  const key = answer.ok && (await answer.json()).tenants[0]?.apiKeys[0]
  if (key) ui.preauthorizeApiKey('ApiKey', key)
}

const ui = SwaggerUIBundle({
  dom_id: '#swagger-ui',
  urls: contracts.map((link) => ({ name: link.title, url: link.href })),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [ThisServerAlone, TenantsKeyAlone],
  layout: 'StandaloneLayout',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  persistAuthorization: Boolean(control), // nowhere else are keys kept in the browser
  validatorUrl: null,
  onComplete: authorize,
})
