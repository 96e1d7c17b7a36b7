import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { acceptsRedirect, nameOf } from '../../core/oauth/oauth-clients.ts';
import type { OAuthClients } from '../../core/oauth/oauth-clients.ts';
import { sendPage } from '../../pages/page.ts';
import type { MicrosoftCloud } from '../microsoft-cloud.ts';
import type { Tenant } from '../tenants.ts';
import { aadstsParameters } from './aadsts-error.ts';
import { adminConsentPage } from './admin-consent-page.ts';
import { audienceNamed } from './audience.ts';
import { allScopes, isKnownScope, longName, parseScopes } from './scopes.ts';
import { sendBack, sendSignInProblem, stringsOf } from './send-back.ts';

const address = z.object({ tenant: z.string() });

const parameters = z.object({
  client_id: z.string().default(''),
  redirect_uri: z.string().default(''),
  state: z.string().optional(),
  scope: z.string().default(''),
});

const answer = z.object({ tenant: z.string().optional(), decision: z.enum(['accept', 'cancel']) });

type Asked = {
  readonly kind: 'asked';
  readonly clientId: string;
  readonly application: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  /** Among which tenants whoever grants may choose theirs. */
  readonly tenants: readonly Tenant[];
};

type Refused = { readonly kind: 'refused'; readonly code: string; readonly details: string };

/** learn.microsoft.com/entra/identity-platform/v2-admin-consent, and the older endpoint without scopes. */
export function adminConsentRoutes({
  app,
  microsoft,
  clients,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  clients: OAuthClients;
}): void {
  const { tenants } = microsoft;

  const read = ({ tenant, fields, named }: { tenant: string; fields: unknown; named: boolean }): Asked | Refused => {
    const given = parameters.parse(Object(fields));
    const audience = audienceNamed({ name: tenant, tenants });
    if (audience === null) return refused('90002', `Tenant '${tenant}' not found.`);
    if (audience.kind === 'consumers' || (named && audience.kind === 'common')) {
      return refused('900971', `Personal accounts cannot consent for an organization: '${tenant}' names no tenant.`);
    }
    const client = clients.find(given.client_id);
    if (client === undefined) return refused('700016', `Application '${given.client_id}' was not found.`);
    if (!acceptsRedirect({ client, redirectUri: given.redirect_uri })) {
      return refused('50011', `The redirect URI '${given.redirect_uri}' does not match those of the application.`);
    }
    const whole = !named || given.scope.toLowerCase().endsWith('/.default');
    const scopes = whole ? allScopes : parseScopes(given.scope);
    if (scopes.length === 0)
      return refused('900144', "The request body must contain the following parameter: 'scope'.");
    const unknown = scopes.filter((scope) => !isKnownScope(scope));
    if (unknown.length > 0) return refused('650053', `Scope '${unknown.join(' ')}' does not exist on the resource.`);
    return {
      kind: 'asked',
      clientId: client.clientId,
      application: nameOf(client),
      redirectUri: given.redirect_uri,
      state: given.state ?? null,
      scopes,
      tenants: audience.kind === 'tenant' ? [audience.tenant] : tenants.all(),
    };
  };

  const finish = ({
    asked,
    fields,
    reply,
    named,
  }: {
    asked: Asked;
    fields: unknown;
    reply: FastifyReply;
    named: boolean;
  }) => {
    const { redirectUri, state, clientId, scopes } = asked;
    const { tenant: chosen, decision } = answer.parse(fields);
    const tenant = asked.tenants.find(({ id, domain }) => chosen === undefined || id === chosen || domain === chosen);
    if (tenant === undefined) {
      return sendSignInProblem({ reply, code: '50020', details: 'The administrator does not exist in this tenant.' });
    }
    if (decision === 'cancel') {
      const declined = aadstsParameters({
        code: '65004',
        message: 'The resource owner or authorization server denied the request.',
      });
      const error = named ? 'consent_required' : declined.error;
      return sendBack({ reply, redirectUri, state, answer: { admin_consent: 'True', ...declined, error } });
    }
    tenants.consent({ tenant, clientId, scopes });
    const scope = named ? { scope: scopes.map(longName).join(' ') } : {};
    return sendBack({ reply, redirectUri, state, answer: { admin_consent: 'True', tenant: tenant.id, ...scope } });
  };

  for (const [path, named] of [
    ['/:tenant/v2.0/adminconsent', true],
    ['/:tenant/adminconsent', false],
  ] as const) {
    app.get(path, (incoming, reply) => {
      const { tenant } = address.parse(incoming.params);
      const asked = read({ tenant, fields: incoming.query, named });
      if (asked.kind === 'refused') return sendSignInProblem({ reply, ...asked });
      const action = path.replace(':tenant', encodeURIComponent(tenant));
      const body = adminConsentPage({ ...asked, path: action, parameters: stringsOf(incoming.query) });
      return sendPage({ reply, title: 'Permissions requested', body });
    });

    app.post(path, (incoming, reply) => {
      const asked = read({ tenant: address.parse(incoming.params).tenant, fields: incoming.body, named });
      if (asked.kind === 'refused') return sendSignInProblem({ reply, ...asked });
      return finish({ asked, fields: incoming.body, reply, named });
    });
  }
}

function refused(code: string, details: string): Refused {
  return { kind: 'refused', code, details };
}
