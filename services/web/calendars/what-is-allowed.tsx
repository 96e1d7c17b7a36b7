import { Code, List, Stack, Text } from '@mantine/core';
import type { ConsentPageResponse } from '@throughline/contracts/pages/calendars.ts';
import { Section } from '../components/section.tsx';
import { scopeReasons } from '../connection/scope-words.ts';
import { neverRead, whatHappensNext } from './consent-text.ts';

/** Every scope with its reason, what is never used or kept, and what follows. */
export function WhatIsAllowed({ consent }: { consent: ConsentPageResponse }) {
  return (
    <Stack gap="xl">
      <Section title="What is asked for, and why">
        <List spacing="sm" listStyleType="none" withPadding={false}>
          {scopeReasons(consent.scopes).map(({ names, reason }) => (
            <List.Item key={names.join(' ')}>
              {names.map((name) => (
                <Code key={name} mr={6}>
                  {name}
                </Code>
              ))}
              <Text span>{reason}</Text>
            </List.Item>
          ))}
        </List>
      </Section>
      <Section title="What is never used or kept">
        <List spacing="xs">
          {neverRead(consent).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Section>
      <Section title="What happens next">
        <List type="ordered" spacing="xs">
          {whatHappensNext(consent).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Section>
    </Stack>
  );
}
