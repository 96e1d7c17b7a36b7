import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../app/api.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { ToSignIn } from './to-sign-in.tsx';

/** What was asked for: while it is on its way, when it failed, and once it is here. */
export function Loaded<T>({
  query,
  rows = 4,
  children,
}: {
  query: UseQueryResult<T>;
  /** How much room to keep meanwhile, in lines. */
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  // What a mailed link opens may want a sign-in first, which leads back here.
  if (query.error instanceof ApiError && query.error.problem.status === 401) return <ToSignIn />;
  if (query.isError) return <ProblemAlert error={query.error} retry={query.refetch} />;
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={44} radius="md" />
      ))}
    </Stack>
  );
}
