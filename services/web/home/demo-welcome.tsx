import { Anchor, Text } from '@mantine/core';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { useSession } from '../app/session.ts';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { PartCards } from '../demo/part-cards.tsx';
import { HowItWorks } from './how-it-works.tsx';

/** What a demo opens on: the same organisation through four people's eyes. */
export function DemoWelcome({ demo }: { demo: NonNullable<SessionResponse['demo']> }) {
  const { data: session } = useSession();
  return (
    <Page
      title="Career conversations that take place"
      lead={`${session?.organization?.name ?? 'A demo organisation'} has stated once how often everyone should have one. Throughline does the rest. Choose whose eyes to look through.`}
    >
      <PartCards parts={demo.parts} />
      <Section title="How it goes">
        <HowItWorks />
      </Section>
      <Text size="sm" c="dimmed">
        Everything here is a stand-in on this machine: nobody is real and nothing leaves it. Move the clock a week on,
        read the{' '}
        <Anchor href={demo.mailboxUrl} target="_blank" rel="noreferrer">
          mails
        </Anchor>{' '}
        that were sent, and look into everyone’s{' '}
        <Anchor href={`${demo.sandboxUrl}/calendar`} target="_blank" rel="noreferrer">
          calendar
        </Anchor>
        .
      </Text>
    </Page>
  );
}
