import type { AppContext } from '@throughline/app/context.ts';
import { sessionResponse, type SessionResponse } from '@throughline/contracts/pages/session.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import type { App } from '../app.ts';
import { readViewer } from '../http/require-access.ts';
import { findDemoOrganization, findDemoParts } from '../demo/demo-parts.ts';
import type { RouteContext } from '../route-context.ts';

/** What every page asks first. */
export function sessionRoutes(app: App, { context, cookies, signIn, demo }: RouteContext): void {
  app.get(
    '/api/session',
    {
      config: { access: { kind: 'public', because: 'it says who is signed in, which may be nobody' } },
      schema: { hide: true, response: { 200: sessionResponse } },
    },
    async (request): Promise<SessionResponse> => {
      const viewer = await readViewer(request, { context, cookies });
      const organization = await organizationOf(context, { organizationId: viewer?.organizationId ?? null });
      const demoOrganization = demo === null ? null : await findDemoOrganization(context);
      return {
        organization: organization && {
          name: organization.name,
          state: organization.state,
          timeZone: organization.timeZone,
          demo: organization.demo,
        },
        now: context.clock.now().toString(),
        person: viewer && {
          id: viewer.person.id,
          displayName: viewer.person.displayName,
          workEmail: viewer.person.workEmail,
          timeZone: viewer.person.timeZone,
          roles: [...viewer.roles],
        },
        signIn: {
          providers: [...signIn.keys()].filter((provider) => provider !== 'oidc'),
          issuer: signIn.get('oidc')?.title ?? null,
          mailedLink: !(organization?.ssoOnly ?? false),
        },
        demo:
          demo === null || demoOrganization === null
            ? null
            : {
                parts: [...(await findDemoParts(context, { organizationId: demoOrganization.id }))],
                sandboxUrl: demo.sandboxUrl,
                mailboxUrl: `${demo.sandboxUrl}/mailbox`,
              },
      };
    },
  );
}

/** The viewer's organisation; for nobody in particular the only one there is. */
async function organizationOf(
  { db }: Pick<AppContext, 'db'>,
  { organizationId }: { organizationId: string | null },
): Promise<Organization | null> {
  const all = await db.acrossOrganizations((tx) => organizationStore(tx).all());
  if (organizationId !== null) return all.find(({ id }) => id === organizationId) ?? null;
  return all.length === 1 ? (all[0] ?? null) : null;
}
