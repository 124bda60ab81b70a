// A certified OpenID provider on a free port, whose people sign in by being named: node provider.mjs FOLDER_OF_OIDC_PROVIDER
// prints its address.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const { default: Provider } = await import(pathToFileURL(`${process.argv[2]}/lib/index.js`));

const people = {
  ada: { email: 'ada@example.com', email_verified: true, name: 'Ada' },
  mallory: { email: 'mallory@example.com', email_verified: false, name: 'Mallory' },
};

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'shop',
    client_secret: 'a secret of the shop',
    redirect_uris: ['https://shop.example/auth/oauth/real/callback'],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['a key of the tests'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  // Whoever signs in agrees with what the application asks for.
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({
      accountId: ctx.oidc.session.accountId,
      clientId: ctx.oidc.client.clientId,
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
});

server.on('request', async (request, response) => {
  if (!request.url.startsWith('/interaction/')) {
    provider.callback()(request, response);
    return;
  }
  const { params } = await provider.interactionDetails(request, response);
  const login = { accountId: params.login_hint };
  await provider.interactionFinished(request, response, { login });
});
console.log(issuer);
