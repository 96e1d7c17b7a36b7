import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ApiKeyOnPage } from '@throughline/contracts/pages/api-keys.ts';
import { useState } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { useRevokeKey } from './api-keys-queries.ts';
import { shownKey, spelledKey } from './key-words.ts';

/** Makes a key good for nothing; since nothing brings it back, its last characters are asked for. */
export function RevokeKey({ apiKey }: { apiKey: ApiKeyOnPage }) {
  const { name, hint } = apiKey;
  const [asking, question] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  const revoke = useRevokeKey(apiKey);
  const close = () => {
    setTyped('');
    question.close();
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={question.open}
        aria-label={`Revoke ${name}, which ends in ${spelledKey(apiKey)}`}
      >
        Revoke
      </Button>
      <QuestionDialog
        opened={asking}
        title={`Revoke ${name}?`}
        no="Keep it"
        yes="Revoke it for good"
        pending={revoke.isPending}
        ready={typed.trim() === hint}
        onNo={close}
        onYes={() => revoke.mutate(undefined, { onSuccess: close })}
      >
        <Stack gap="sm">
          <Text size="sm">
            Whatever uses {shownKey(apiKey)} is refused from its next request on. This cannot be undone; a new key can
            be made.
          </Text>
          <TextInput
            label={`To be sure, type its last four characters: ${hint}`}
            value={typed}
            autoComplete="off"
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          {revoke.isError && <ProblemAlert error={revoke.error} />}
        </Stack>
      </QuestionDialog>
    </>
  );
}
