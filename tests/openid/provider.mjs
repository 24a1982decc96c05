// A real OpenID provider on a free port. Says what happens to it, one JSON object a line.
import { once } from 'node:events';
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const tell = (event, more = {}) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
console.warn = console.info = (...words) => process.stderr.write(`${words.join(' ')}\n`);

// While held, token requests wait: a story can look at who else is waiting.
let held = null;

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'adkeys-story',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/v1/tool-oauth/oidc/callback'],
    },
  ],
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `Person ${id}`, email: `${id}@example.org` }) }),
  claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
  scopes: ['openid', 'offline_access', 'profile', 'email'],
  features: { devInteractions: { enabled: true }, revocation: { enabled: true }, deviceFlow: { enabled: true } },
  pkce: { required: () => true },
  rotateRefreshToken: () => true,
  ttl: { AccessToken: 3600, RefreshToken: 86400, Grant: 86400, Session: 86400, Interaction: 3600, IdToken: 3600 },
});

provider.on('grant.success', (ctx) => tell('granted', { kind: ctx.oidc.params.grant_type }));
provider.on('grant.error', (ctx, error) => tell('refused', { kind: ctx.oidc.params?.grant_type, error: error.error, detail: error.error_detail }));
provider.on('grant.revoked', () => tell('revoked'));

const handle = provider.callback();
server.on('request', async (request, response) => {
  if (request.url === '/_hold') {
    held = gate();
    response.end();
  } else if (request.url === '/_release') {
    held?.open();
    held = null;
    response.end();
  } else {
    if (held && request.url === '/token') {
      tell('arrived');
      await held.opened;
    }
    handle(request, response);
  }
});

tell('listening', { issuer });

function gate() {
  const it = {};
  it.opened = new Promise((open) => { it.open = open; });
  return it;
}
