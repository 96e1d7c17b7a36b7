import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconMail } from '@tabler/icons-react';
import type { ConsentToForward } from '@throughline/contracts/pages/calendars.ts';
import { formatDate } from '../app/times.ts';
import { consentText, mailtoOf } from './consent-text.ts';

/** The text to pass on to whoever administers the company's calendars. */
export function ForwardConsent({ consent }: { consent: ConsentToForward }) {
  const clipboard = useClipboard({ timeout: 4_000 });
  const text = consentText(consent);
  return (
    <Stack gap="sm">
      <Textarea
        label="To pass on"
        description="Whoever grants needs no account here. The link is all they have to bring along."
        value={text.body}
        readOnly
        rows={12}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group>
        <Button
          leftSection={clipboard.copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
          onClick={() => clipboard.copy(text.body)}
        >
          Copy the text
        </Button>
        <Button component="a" variant="default" href={mailtoOf(text)} leftSection={<IconMail size={17} aria-hidden />}>
          Write a mail with it
        </Button>
        <Button variant="subtle" onClick={() => clipboard.copy(consent.url)}>
          Copy the link alone
        </Button>
      </Group>
      <Text size="sm" c="dimmed" role="status" aria-live="polite">
        {clipboard.copied
          ? 'Copied.'
          : clipboard.error === null
            ? `The link works until ${formatDate(consent.expiresAt.slice(0, 10))}.`
            : 'This browser would not copy. The text above is selected when you click into it.'}
      </Text>
    </Stack>
  );
}
