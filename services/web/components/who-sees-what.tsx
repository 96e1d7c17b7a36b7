import { Group, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Stands at the foot of every page that shows something about people. */
export function WhoSeesWhat({ children }: { children: ReactNode }) {
  return (
    <Group component="aside" aria-label="Who sees what" gap="sm" wrap="nowrap" align="flex-start" maw={680}>
      <IconEye size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} color="var(--mantine-color-dimmed)" />
      <Text size="sm" c="dimmed">
        <strong>Who sees what.</strong> {children}
      </Text>
    </Group>
  );
}
