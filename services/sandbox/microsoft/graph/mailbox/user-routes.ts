import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import { originOf } from '../../../core/request-origin.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { callerOf, mailboxPaths } from '../graph-access.ts';
import { GraphError } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { selectProperties } from '../select-properties.ts';

const query = z.object({ $select: z.string().optional() });
const listQuery = query.extend({
  $filter: z.string().optional(),
  $top: z.coerce.number().int().min(1).max(999).catch(100),
  $skiptoken: z.coerce.number().int().min(0).catch(0),
});

const ownScopes = ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All'];
const colleagueScopes = ['User.ReadBasic.All', 'User.Read.All'];

/** GET /me and /users/{id or address}: the directory's entry of a person; GET /users, those of an organisation. */
export function userRoutes({ app, microsoft }: { app: FastifyInstance; microsoft: MicrosoftCloud }): void {
  const { accounts } = microsoft.cloud;

  const named = ({ user, tenantId }: { user: string; tenantId: string }): Account | undefined =>
    accounts
      .all()
      .filter((account) => account.provider === 'microsoft' && microsoft.tenants.idOf(account) === tenantId)
      .find(({ email, subject }) => subject === user || email === user.toLowerCase());

  app.get('/v1.0/users', (request) => {
    const caller = callerOf({ microsoft, request });
    if (caller.isPersonal || !colleagueScopes.some((scope) => caller.scopes.includes(scope))) throw requestDenied();
    const { $select: select, $top: top, $skiptoken: skip, $filter: filter } = listQuery.parse(request.query);
    const found = accounts
      .all()
      .filter((account) => account.provider === 'microsoft' && microsoft.tenants.idOf(account) === caller.tenantId)
      .map(presentUser)
      .filter(filter === undefined ? () => true : conditionOf(filter));
    const next = new URL(request.url, originOf(request));
    next.searchParams.set('$skiptoken', String(skip + top));
    return {
      ...odataContext('users'),
      ...(skip + top < found.length ? { '@odata.nextLink': next.href } : {}),
      value: found.slice(skip, skip + top).map((entity) => selectProperties({ entity, select })),
    };
  });

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

/** The conditions the directory is mostly asked with: one property that is, or begins with, a text. @throws GraphError 400 */
function conditionOf(filter: string): (user: JsonObject) => boolean {
  const [, equal, is = ''] = /^\s*(\w+)\s+eq\s+'(.*)'\s*$/i.exec(filter) ?? [];
  const [, opening, begins = ''] = /^\s*startswith\(\s*(\w+)\s*,\s*'(.*)'\s*\)\s*$/i.exec(filter) ?? [];
  const name = equal ?? opening ?? '';
  if (!['id', 'mail', 'userPrincipalName', 'displayName', 'givenName', 'surname'].includes(name)) {
    throw new GraphError({ status: 400, code: 'Request_UnsupportedQuery', message: `Unsupported filter: ${filter}` });
  }
  const text = (equal === undefined ? begins : is).replaceAll("''", "'").toLowerCase();
  return (user) => {
    const value = textOf(user[name]).toLowerCase();
    return equal === undefined ? value.startsWith(text) : value === text;
  };
}

function textOf(value: JsonObject[string] | undefined): string {
  return typeof value === 'string' ? value : '';
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
