import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ConsentPageResponse } from '@throughline/contracts/pages/calendars.ts';
import { formatDate } from '../app/times.ts';
import { consentQuery } from '../calendars/calendars-queries.ts';
import { ConsentResult } from '../calendars/consent-result.tsx';
import { whatItIs } from '../calendars/consent-text.ts';
import { WhatIsAllowed } from '../calendars/what-is-allowed.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Panel } from '../components/panel.tsx';
import { providerWords } from '../connection/provider-words.ts';

/** For whoever administers a company's calendars and was sent the link: mostly nobody who is known here. */
export function AllowCalendarsPage() {
  const { token, result } = useSearch({ from: '/calendars/allow' });
  if (token !== undefined) return <Allow token={token} />;
  return (
    <Page title="Allow people to connect their calendars" width="sm">
      <ConsentResult result={result ?? 'unknown_state'} />
    </Page>
  );
}

function Allow({ token }: { token: string }) {
  const { result } = useSearch({ from: '/calendars/allow' });
  const query = useQuery(consentQuery(token));
  return (
    <Page
      title={query.data?.about === 'attendance' ? 'Allow attendance' : 'Allow people to connect their calendars'}
      lead={query.data && whatItIs(query.data)}
      width="sm"
    >
      {result !== undefined && <ConsentResult result={result} />}
      <Loaded query={query} rows={4}>
        {(consent) =>
          consent.granted ? (
            result === undefined && <ConsentResult result="already_granted" />
          ) : (
            <>
              <Continue consent={consent} />
              <WhatIsAllowed consent={consent} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Continue({
  consent: { about, provider, domain, authorizationUrl, expiresAt },
}: {
  consent: ConsentPageResponse;
}) {
  const { account, granters, icon: ProviderIcon } = providerWords[provider];
  return (
    <Panel>
      <Stack gap="sm" align="flex-start">
        <Text>
          {account} lets people at <strong>{domain}</strong> {about === 'attendance' ? 'agree to this' : 'connect'} only
          after {granters} has allowed it once for everybody. You sign in at {account}, never here.
        </Text>
        <Button component="a" href={authorizationUrl} size="md" leftSection={<ProviderIcon size={18} aria-hidden />}>
          Continue to {account}
        </Button>
        <Text size="sm" c="dimmed">
          The link works until {formatDate(expiresAt.slice(0, 10))}.
        </Text>
      </Stack>
    </Panel>
  );
}
