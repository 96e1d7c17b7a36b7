import { Loader, SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import classes from './part-cards.module.css';
import { partWords } from './part-words.ts';
import { useDemoSignIn } from './use-demo-sign-in.ts';

/** One click each: the same organisation through four people's eyes. */
export function PartCards({ parts }: { parts: NonNullable<SessionResponse['demo']>['parts'] }) {
  const signIn = useDemoSignIn();
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {parts.map(({ part, displayName }) => (
          <UnstyledButton
            key={part}
            className={classes.card}
            disabled={signIn.isPending}
            onClick={() => signIn.mutate(part)}
          >
            <span className={classes.over}>See it as</span> <span className={classes.name}>{partWords[part].name}</span>
            <Text component="span" size="sm" c="dimmed" className={classes.sees}>
              {partWords[part].sees}
            </Text>
            <span className={classes.who}>{displayName}</span>
            {signIn.isPending && signIn.variables === part ? (
              <Loader size="xs" className={classes.chevron} aria-label="Signing in" />
            ) : (
              <IconChevronRight size={20} aria-hidden className={classes.chevron} />
            )}
          </UnstyledButton>
        ))}
      </SimpleGrid>
      {signIn.isError && <ProblemAlert error={signIn.error} />}
    </>
  );
}
