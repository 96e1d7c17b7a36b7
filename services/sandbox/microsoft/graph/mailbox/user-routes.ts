import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { callerOf, mailboxPaths } from '../graph-access.ts';
import { GraphError } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { selectProperties } from '../select-properties.ts';

const query = z.object({ $select: z.string().optional() });

const ownScopes = ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All'];
const colleagueScopes = ['User.ReadBasic.All', 'User.Read.All'];

/** GET /me and /users/{id or address}: the directory's entry of a person. */
export function userRoutes({ app, microsoft }: { app: FastifyInstance; microsoft: MicrosoftCloud }): void {
  const { accounts } = microsoft.cloud;

  const named = ({ user, tenantId }: { user: string; tenantId: string }): Account | undefined =>
    accounts
      .all()
      .filter((account) => account.provider === 'microsoft' && microsoft.tenants.idOf(account) === tenantId)
      .find(({ email, subject }) => subject === user || email === user.toLowerCase());

  for (const path of mailboxPaths('')) {
    app.get(path, (request) => {
      const caller = callerOf({ microsoft, request });
      const { user } = Object(request.params) as { user?: string };
      const account = user === undefined ? caller.account : named({ user, tenantId: caller.tenantId });
      const accepted = account?.email === caller.account.email ? ownScopes : colleagueScopes;
      if (!accepted.some((scope) => caller.scopes.includes(scope))) throw requestDenied();
      if (account === undefined) throw resourceNotFound(user ?? '');
      const { $select: select } = query.parse(request.query);
      return { ...odataContext('users/$entity'), ...selectProperties({ entity: presentUser(account), select }) };
    });
  }
}

function presentUser(account: Account): JsonObject {
  const [givenName = '', ...rest] = account.displayName.split(' ');
  return {
    businessPhones: [],
    displayName: account.displayName,
    givenName,
    jobTitle: null,
    mail: account.email,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: rest.join(' '),
    userPrincipalName: account.email,
    id: account.subject,
  };
}

/** The directory refuses in its own words, not in Exchange's. */
function requestDenied(): GraphError {
  return new GraphError({
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  });
}

function resourceNotFound(user: string): GraphError {
  return new GraphError({
    status: 404,
    code: 'Request_ResourceNotFound',
    message: `Resource '${user}' does not exist or one of its queried reference-property objects are not present.`,
  });
}
