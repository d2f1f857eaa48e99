// A complete, certified OpenID provider for tests on loopback: whoever types an account's name signs in as it.
import { readFileSync } from "node:fs";
import { Provider } from "oidc-provider";

const config = JSON.parse(readFileSync(process.argv[2], "utf8"));

const provider = new Provider(config.issuer, {
  clients: [
    {
      client_id: config.client_id,
      client_secret: config.client_secret,
      redirect_uris: config.redirect_uris,
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  cookies: { keys: ["only-for-tests"] },
  pkce: { required: () => true },
  acrValues: ["urn:example:MFA"],
  scopes: ["openid", "email"],
  claims: { openid: ["sub"], email: ["email", "email_verified"], acr: null, amr: null },
  features: {
    claimsParameter: { enabled: true },
    devInteractions: { enabled: false },
    userinfo: { enabled: true },
  },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  async findAccount(_context, id) {
    const account = config.accounts[id];
    return account && { accountId: id, claims: async () => ({ sub: id, ...account.claims }) };
  },
});

// GET shows nothing; POST ?login=<account> signs in and consents at once.
provider.use(async (context, next) => {
  if (!context.path.startsWith("/interaction/")) return next();
  if (context.method === "GET") {
    context.body = "Who are you?";
    return;
  }
  const details = await provider.interactionDetails(context.req, context.res);
  const accountId = String(context.query.login);
  const grant = new provider.Grant({ accountId, clientId: details.params.client_id });
  grant.addOIDCScope("openid email");
  grant.addOIDCClaims(["email", "email_verified", "acr", "amr"]);
  const { amr, acr } = config.accounts[accountId];
  context.redirect(
    await provider.interactionResult(context.req, context.res, {
      login: { accountId, amr, acr },
      consent: { grantId: await grant.save() },
    }),
  );
});

provider.listen(config.port, "127.0.0.1", () => console.log("ready"));
