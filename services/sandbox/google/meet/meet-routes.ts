import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../core/accounts/account-store.ts';
import type { JsonObject } from '../../core/calendar/calendar-event.ts';
import type { Calls } from '../../core/calls/call.ts';
import type { Cloud } from '../../core/cloud.ts';
import type { FaultStore } from '../../core/faults/fault-store.ts';
import { bearerOf } from '../calendar/calendar-access.ts';
import { invalidCredentials } from '../google-error.ts';
import type { Grants } from '../oauth/grants.ts';
import { scopeNamed } from '../oauth/scopes.ts';
import { recordsFor } from './conference-records.ts';
import type { ConferenceRecord } from './conference-records.ts';
import { invalidArgument, noSuchConference, scopeInsufficient } from './meet-error.ts';
import { readRecordsFilter } from './records-filter.ts';
import { nameOf, participantsOf, presentParticipant, presentRecord, presentSessions } from './record-json.ts';
import type { NamedJson } from './record-json.ts';

const scopes = [scopeNamed('meetings.space.readonly'), scopeNamed('meetings.space.created')];

const paging = z.object({
  pageSize: z.coerce.number().int().min(0).default(0),
  pageToken: z.string().default(''),
  filter: z.string().optional(),
});
const path = z.object({ record: z.string().default(''), participant: z.string().default('') });

/** Meet v2, as far as it tells of calls that were: conferences, who was in them, and when they came and left. */
export function meetRoutes({
  app,
  cloud,
  grants,
  faults,
  calls,
}: {
  app: FastifyInstance;
  cloud: Cloud;
  grants: Grants;
  faults: FaultStore;
  calls: Calls;
}): void {
  const now = (): number => cloud.clock.now().epochMilliseconds;

  const callerOf = (request: FastifyRequest): Account => {
    const token = grants.findAccessToken(bearerOf(request));
    const account = token === undefined ? undefined : cloud.accounts.get(token.account);
    if (token === undefined || account === undefined) throw invalidCredentials();
    if (!scopes.some((scope) => token.scopes.includes(scope))) throw scopeInsufficient();
    return account;
  };

  const recordOf = (request: FastifyRequest): ConferenceRecord => {
    const { record: id } = path.parse(request.params);
    const found = recordsFor({ cloud, calls, account: callerOf(request) }).find(({ call }) => call.id === id);
    if (found === undefined) throw noSuchConference();
    return found;
  };

  const participantOf = (request: FastifyRequest) => {
    const record = recordOf(request);
    const name = `${nameOf(record)}/participants/${path.parse(request.params).participant}`;
    const found = participantsOf({ record, now: now() }).find((participant) => participant.name === name);
    if (found === undefined) throw noSuchConference();
    return found;
  };

  const pageOf = ({
    request,
    key,
    entries,
    usual,
    most,
  }: {
    request: FastifyRequest;
    key: string;
    entries: readonly NamedJson[];
    usual: number;
    most: number;
  }): JsonObject => {
    const { pageSize, pageToken } = paging.parse(request.query);
    const target = { account: callerOf(request).email, method: 'GET', path: `/${key}` };
    const short = faults.take({ kinds: ['short_page'], target });
    const after = pageToken === '' ? 0 : entries.findIndex(({ name }) => name === readToken(pageToken)) + 1;
    if (pageToken !== '' && after === 0) throw invalidArgument('Invalid page token.');
    const size = Math.min(pageSize === 0 ? usual : pageSize, most);
    const page = entries.slice(
      after,
      after + (short === undefined ? size : Math.min(size, Math.max(short.items ?? 1, 1))),
    );
    const last = page.at(-1);
    return {
      ...(page.length === 0 ? {} : { [key]: [...page] }),
      ...(last === undefined || after + page.length === entries.length
        ? {}
        : { nextPageToken: Buffer.from(last.name).toString('base64url') }),
    };
  };

  app.get('/v2/conferenceRecords', (request) => {
    const account = callerOf(request);
    const fits = readRecordsFilter(paging.parse(request.query).filter);
    const entries = recordsFor({ cloud, calls, account }).filter(fits).map(presentRecord);
    return pageOf({ request, key: 'conferenceRecords', entries, usual: 25, most: 100 });
  });

  app.get('/v2/conferenceRecords/:record', (request) => presentRecord(recordOf(request)));

  app.get('/v2/conferenceRecords/:record/participants', (request) => {
    const entries = participantsOf({ record: recordOf(request), now: now() }).map((participant) =>
      presentParticipant({ participant, accounts: cloud.accounts, now: now() }),
    );
    return pageOf({ request, key: 'participants', entries, usual: 100, most: 250 });
  });

  app.get('/v2/conferenceRecords/:record/participants/:participant', (request) =>
    presentParticipant({ participant: participantOf(request), accounts: cloud.accounts, now: now() }),
  );

  app.get('/v2/conferenceRecords/:record/participants/:participant/participantSessions', (request) => {
    const entries = presentSessions(participantOf(request), now());
    return pageOf({ request, key: 'participantSessions', entries, usual: 100, most: 250 });
  });
}

function readToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}
