import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useSession } from '../app/session.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { AdministratorFirst } from '../connection/administrator-first.tsx';
import { AttendanceConsent } from '../connection/attendance-consent.tsx';
import { BeginConnection } from '../connection/begin-connection.tsx';
import { ConnectionResult } from '../connection/connection-result.tsx';
import { connectionQuery } from '../connection/connection-queries.ts';
import { ConnectionStatus } from '../connection/connection-status.tsx';
import { WhatIsUsed } from '../connection/what-is-used.tsx';

const leads = {
  organize: {
    before:
      'Once, about a minute. After that the career conversations with your reports find their own dates, weeks ahead.',
    connected: 'The career conversations with your reports find their own dates in it, weeks ahead.',
  },
  availability: {
    before: 'Once, about a minute. Your manager’s invitations then only ever land where you are free.',
    connected: 'Your manager’s invitations only ever land where you are free.',
  },
} as const;

/** Connecting one's own calendar, signed in or from a mailed link; where the provider sends the browser back to. */
export function ConnectPage() {
  const { data: session } = useSession();
  const { token } = useSearch({ from: '/connect' });
  const knowsWho = session?.person !== null || token !== undefined;
  return knowsWho ? <Connect /> : <PersonOnly>{() => <Connect />}</PersonOnly>;
}

function Connect() {
  const { token, ...result } = useSearch({ from: '/connect' });
  const { data: session } = useSession();
  const query = useQuery(connectionQuery(token));
  const organizes = query.data?.purpose !== 'availability';
  const connected = query.data?.connection?.status === 'active';
  return (
    <Page
      title={connected ? 'Your calendar' : 'Connect your calendar'}
      lead={leads[organizes ? 'organize' : 'availability'][connected ? 'connected' : 'before']}
      width="sm"
    >
      <ConnectionResult {...result} organizes={organizes} token={token} />
      <Loaded query={query} rows={4}>
        {(connection) => (
          <>
            {connection.connection !== null && (
              <ConnectionStatus connection={connection.connection} offered={connection.offered} token={token} />
            )}
            {connection.administratorFirst !== null && connection.connection?.status !== 'active' && (
              <AdministratorFirst waitsFor={connection.administratorFirst} token={token} />
            )}
            {connection.connection === null &&
              (connection.offered.length > 0 || connection.administratorFirst === null) && (
                <BeginConnection
                  offered={connection.offered}
                  token={token}
                  isSecondChoice={connection.administratorFirst !== null}
                />
              )}
            <WhatIsUsed connection={connection} />
            {connection.attendance !== null && session?.person && (
              <AttendanceConsent
                attendance={connection.attendance}
                provider={connection.connection?.provider ?? null}
              />
            )}
          </>
        )}
      </Loaded>
      <WhoSeesWhat>
        HR sees whether a calendar is connected, and nothing of what is in it.
        {!organizes && ' Your manager sees when you are busy only as far as your company’s calendar shows it anyway.'}
      </WhoSeesWhat>
    </Page>
  );
}
