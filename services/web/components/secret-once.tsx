import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** A secret, or what else is one, shown this once. */
export function SecretOnce({
  secret,
  note,
  what = 'secret',
}: {
  secret: string;
  note: string;
  what?: 'secret' | 'key';
}) {
  const clipboard = useClipboard({ timeout: 4_000 });
  return (
    <Alert
      variant="light"
      color="teal"
      title={`The ${what}, shown this once`}
      role="status"
      // Teal on light teal is too faint to be read by everybody.
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Stack gap="sm">
        <Text size="sm">{note}</Text>
        <Group align="flex-end" gap="sm">
          <TextInput
            label={what === 'key' ? 'Key' : 'Secret'}
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
            {clipboard.copied ? 'Copied' : `Copy the ${what}`}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
