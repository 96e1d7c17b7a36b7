import { Stack, Text } from '@mantine/core';
import { Panel } from '../components/panel.tsx';
import { ButtonLink } from '../components/button-link.tsx';

/** A mailed link that cannot be used, and what to do instead. */
export function LinkNoLonger({ sentence, settled = false }: { sentence: string; settled?: boolean }) {
  return (
    <Panel>
      <Stack align="flex-start" gap="md">
        <Text>{sentence}</Text>
        <Text size="sm" c="dimmed">
          {settled ? 'Nothing is left for you to do.' : 'Nothing was changed.'}
        </Text>
        <ButtonLink to="/conversations" variant="default">
          See my conversations
        </ButtonLink>
      </Stack>
    </Panel>
  );
}
