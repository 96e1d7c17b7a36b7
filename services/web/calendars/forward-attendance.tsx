import { Button, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ConsentToForward } from '@throughline/contracts/pages/calendars.ts';
import { providerWords } from '../connection/provider-words.ts';
import { ForwardConsent } from './forward-consent.tsx';

/** For HR: where attendance is on, somebody has to allow it before a manager can agree to it. */
export function ForwardAttendance({ consent }: { consent: ConsentToForward }) {
  const [shown, text] = useDisclosure(false);
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={3} size="h4">
        Attendance
      </Title>
      <Text size="sm">
        {providerWords[consent.provider].account} lets managers agree to it only after an administrator has allowed it.
        Whether that was done already it does not tell.
      </Text>
      <Button variant="default" onClick={text.toggle} aria-expanded={shown}>
        {shown ? 'Hide the text' : 'See the text about attendance to pass on'}
      </Button>
      {shown && <ForwardConsent consent={consent} />}
    </Stack>
  );
}
