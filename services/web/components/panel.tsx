import { Paper, type PaperProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** The one kind of frame there is; panels hold no panels. */
export function Panel({ children, ...props }: PaperProps & { children: ReactNode }) {
  return (
    <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} bg="var(--panel)" {...props}>
      {children}
    </Paper>
  );
}
