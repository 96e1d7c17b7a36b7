import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** A secret, shown this once. */
export function SecretOnce({ secret, note }: { secret: string; note: string }) {
  const clipboard = useClipboard({ timeout: 4_000 });
  return (
    <Alert variant="light" color="teal" title="The secret, shown this once" role="status">
      <Stack gap="sm">
        <Text size="sm">{note}</Text>
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Secret"
            value={secret}
            readOnly
            flex={1}
            miw={220}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <Button
            variant="default"
            leftSection={clipboard.copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
            onClick={() => clipboard.copy(secret)}
          >
            {clipboard.copied ? 'Copied' : 'Copy the secret'}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
