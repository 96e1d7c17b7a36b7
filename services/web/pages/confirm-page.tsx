import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { confirmationResponse } from '@throughline/contracts/pages/confirmation.ts';
import { get } from '../app/api.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { ConfirmPanel } from '../conversation/confirm-panel.tsx';
import { LinkNoLonger } from '../conversation/link-no-longer.tsx';

/** Behind the mailed link. Opening it only reads; a click answers. */
export function ConfirmPage() {
  const { token, answer } = useSearch({ from: '/confirm' });
  const query = useQuery({
    queryKey: ['confirmation', token],
    queryFn: ({ signal }) =>
      get(`/api/confirmation?${new URLSearchParams({ token: token ?? '' })}`, confirmationResponse, signal),
    enabled: token !== undefined,
  });
  return (
    <Page title="Did it take place?" width="sm" lead={<Text>One question about a career conversation of yours.</Text>}>
      {token === undefined ? (
        <LinkNoLonger sentence="This page is opened from a mail, and the link seems to have lost its end." />
      ) : (
        <Loaded query={query} rows={3}>
          {(confirmation) =>
            confirmation.state === 'open' ? (
              <ConfirmPanel token={token} confirmation={confirmation} suggested={answer ?? null} />
            ) : (
              <LinkNoLonger sentence={confirmation.sentence} settled={confirmation.state === 'closed'} />
            )
          }
        </Loaded>
      )}
    </Page>
  );
}
