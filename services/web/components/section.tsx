import { Box, Group, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

/** A titled part of a page, without a frame of its own. */
export function Section({
  title,
  note,
  aside,
  children,
}: {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id}>
      <Group justify="space-between" align="baseline" mb="sm" gap="xs">
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {note !== undefined && (
        <Text c="dimmed" size="sm" mt={-6} mb="sm" maw={680}>
          {note}
        </Text>
      )}
      {children}
    </Box>
  );
}
