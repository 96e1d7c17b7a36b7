import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { ApiError } from '../app/api.ts';
import { ButtonLink } from './button-link.tsx';

/** What went wrong, in a sentence, and what can be done about it. */
export function ProblemAlert({ error, retry }: { error: Error; retry?: () => unknown }) {
  const here = useLocation({ select: ({ href }) => href });
  const status = error instanceof ApiError ? error.problem.status : null;
  return (
    <Alert role="alert" color="amber" variant="light" icon={<IconInfoCircle aria-hidden />} title={titleOf(error)}>
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{sentenceOf(error)}</Text>
        {status === 401 && (
          <ButtonLink to="/sign-in" search={{ returnTo: here }} size="xs">
            Sign in
          </ButtonLink>
        )}
        {retry !== undefined && status !== 401 && status !== 403 && status !== 404 && (
          <Button size="xs" variant="default" onClick={() => void retry()}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function titleOf(error: Error): string {
  return error instanceof ApiError ? error.problem.title : 'Something went wrong on our side';
}

function sentenceOf(error: Error): string {
  if (!(error instanceof ApiError)) return 'The answer was not what this page expected. Reloading often helps.';
  const { detail, status } = error.problem;
  if (detail !== undefined) return detail;
  switch (status) {
    case 0:
      return 'Nothing you entered is lost.';
    case 401:
      return 'You were signed out, or this page needs you to be signed in.';
    case 403:
      return 'What is here is for the people concerned. If you think that is you, ask HR.';
    case 404:
      return 'It may have been moved, or it belongs to somebody else.';
    default:
      return 'Please try again in a moment.';
  }
}
