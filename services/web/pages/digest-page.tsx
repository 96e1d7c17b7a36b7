import { Alert, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { rhythmResponse, type DigestPage as Digest } from '@throughline/contracts/pages/digest.ts';
import { mailRhythm, type MailRhythm } from '@throughline/contracts/pages/mail-rhythm.ts';
import { send } from '../app/api.ts';
import { formatDate } from '../app/times.ts';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Panel } from '../components/panel.tsx';
import { PersonOnly } from '../components/person-only.tsx';
import { Section } from '../components/section.tsx';
import { TextLink } from '../components/text-link.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { digestKey, digestQuery, earlierDigestQuery } from '../digest/digest-queries.ts';
import { EarlierDigests } from '../digest/earlier-digests.tsx';
import { MailView } from '../digest/mail-view.tsx';
import { RhythmChoice } from '../digest/rhythm-choice.tsx';

/** The weekly email on a page: this week's, one's own earlier ones, and how often it comes. */
export function DigestPage() {
  return <PersonOnly>{(person) => <ForPerson key={person.id} />}</PersonOnly>;
}

function ForPerson() {
  const { person, week } = useSearch({ from: '/digest' });
  return week === undefined ? <ThisWeek person={person} /> : <EarlierWeek week={week} />;
}

function EarlierWeek({ week }: { week: string }) {
  const query = useQuery(earlierDigestQuery(week));
  return (
    <Page title="Weekly email" lead="As it was written then." width="lg">
      <TextLink to="/digest">Back to this week</TextLink>
      <Loaded query={query} rows={8}>
        {(mail) => (
          <Section title={`Week of ${formatDate(mail.as_of)}`}>
            <MailView key={mail.week} mail={mail} />
          </Section>
        )}
      </Loaded>
    </Page>
  );
}

function ThisWeek({ person }: { person: string | undefined }) {
  const query = useQuery(digestQuery(person));
  return (
    <Page
      title="Weekly email"
      lead="What leaders get on Monday morning, about their own part of the organisation. Units, never what was said."
      width="lg"
      aside={query.data && <RecipientSelect digest={query.data} />}
    >
      <Loaded query={query} rows={8}>
        {(digest) => <Shown key={digest.person.id} digest={digest} />}
      </Loaded>
    </Page>
  );
}

function RecipientSelect({ digest: { recipients, person } }: { digest: Digest }) {
  const navigate = useNavigate({ from: '/digest' });
  if (recipients.length === 0) return null;
  const isListed = recipients.some(({ id }) => id === person.id);
  return (
    <NativeSelect
      label="As it goes to"
      value={person.id}
      data={[...(isListed ? [] : [person]), ...recipients].map(({ id, name }) => ({ value: id, label: name }))}
      onChange={({ currentTarget }) => void navigate({ search: { person: currentTarget.value } })}
    />
  );
}

const becauseWords = {
  not_a_recipient: 'No weekly email goes to you: it is for leaders, and for whom leadership or HR was granted.',
  nothing_to_count: 'There is nothing to count yet, so there is no mail this week.',
} as const;

function Shown({ digest }: { digest: Digest }) {
  const { this_week: mail, none_because: because } = digest;
  return (
    <>
      {because !== null && (
        <Panel>
          <Text>{becauseWords[because]}</Text>
        </Panel>
      )}
      {mail !== null && (
        <Section
          title={`Week of ${formatDate(mail.as_of)}`}
          note={mail.written ? 'As it was sent.' : 'As it would be sent now. Nothing was stored or sent.'}
        >
          {mail.managers_left_out && (
            <Alert color="gray" title="Left out here">
              The counts of {digest.person.name}’s own managers. They stand in the mail to their boss alone.
            </Alert>
          )}
          <MailView mail={mail} />
        </Section>
      )}
      {digest.rhythm !== null && because !== 'not_a_recipient' && <Rhythm rhythm={digest.rhythm} />}
      {digest.is_own && because !== 'not_a_recipient' && (
        <Section title="Earlier mails" note="Your own, as they were written.">
          <EarlierDigests earlier={digest.earlier} />
        </Section>
      )}
      <WhoSeesWhat>
        You see your own mails. HR and administrators can look at this week’s mail of each leader, without the counts of
        that leader’s managers. Nobody sees what is said.
      </WhoSeesWhat>
    </>
  );
}

function Rhythm({ rhythm }: { rhythm: MailRhythm }) {
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (next: MailRhythm) =>
      send('PUT', '/api/digest/rhythm', { body: { rhythm: next }, schema: rhythmResponse }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: digestKey }),
  });
  return (
    <Section title="How often" note="For you alone. Every week’s mail is kept on this page, sent or not.">
      <Panel>
        <Stack>
          <RhythmChoice label="The weekly email comes" rhythm={rhythm} offered={mailRhythm.options} save={save} />
        </Stack>
      </Panel>
    </Section>
  );
}
