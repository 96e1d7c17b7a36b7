import { Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { mailsByLinkResponse, type MailRhythm, type MailsByLink } from '@throughline/contracts/pages/mail-rhythm.ts';
import { get, send } from '../app/api.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Panel } from '../components/panel.tsx';
import { RhythmChoice } from '../digest/rhythm-choice.tsx';

const mailWords: Readonly<Record<MailsByLink['mail'], string>> = {
  'monday-mail': 'Your Monday mail comes',
  'weekly-digest': 'The weekly email comes',
};

/** Behind the link at the foot of a recurring mail: how often it comes. Opening it changes nothing. */
export function StopMailsPage() {
  const { token } = useSearch({ from: '/mails/stop' });
  return (
    <Page
      title="How often this mail comes"
      lead="Have it less often, or stop it. Everything else stays as it is."
      width="sm"
    >
      <Panel>
        <Stack align="flex-start" gap="md">
          <Text>Invitations in your calendar, and the one question after a conversation, are not touched by this.</Text>
          {token === undefined ? (
            <Text role="alert">The link seems to have lost its end. Follow it from the mail once more.</Text>
          ) : (
            <ByLink token={token} />
          )}
        </Stack>
      </Panel>
    </Page>
  );
}

function ByLink({ token }: { token: string }) {
  const queryKey = ['mails', token];
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => get(`/api/mails?${new URLSearchParams({ token })}`, mailsByLinkResponse, signal),
    refetchOnWindowFocus: false,
    retry: false,
  });
  const save = useMutation({
    mutationFn: (rhythm: MailRhythm) =>
      send('POST', '/api/mails', { body: { token, rhythm }, schema: mailsByLinkResponse }),
    onSuccess: (holds) => queryClient.setQueryData(queryKey, holds),
  });
  return (
    <Loaded query={query} rows={3}>
      {({ mail, rhythm, offered }) => (
        <RhythmChoice label={mailWords[mail]} rhythm={rhythm} offered={offered} save={save} />
      )}
    </Loaded>
  );
}
