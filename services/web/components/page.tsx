import { Box, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

/** What every page has: a title in the window and on the page, one sentence on what it is for, and its content. */
export function Page({
  title,
  lead,
  aside,
  width = 'md',
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** Stands beside the title, such as a state or a way onwards. */
  aside?: ReactNode;
  width?: 'xs' | 'sm' | 'md' | 'lg';
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Throughline`;
  }, [title]);
  return (
    <Container size={width} px={0} pt={{ base: 'xs', sm: 'md' }} pb={64}>
      <Stack gap="xl">
        <Group justify="space-between" align="flex-start" gap="md">
          <Box maw={680}>
            <Title order={1} tabIndex={-1}>
              {title}
            </Title>
            {lead !== undefined && (
              <Text component="div" c="dimmed" mt={6} size="md">
                {lead}
              </Text>
            )}
          </Box>
          {aside}
        </Group>
        {children}
      </Stack>
    </Container>
  );
}
