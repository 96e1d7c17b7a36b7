import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { importOnPage, type ImportOnPage } from '@throughline/contracts/pages/imports.ts';
import { useState, type FormEvent } from 'react';
import { send } from '../app/api.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { importQuery } from './imports-queries.ts';

/** Take it in, or not. Where more than a tenth would leave, the number has to be typed: a file cut short is likelier. */
export function ApproveImport({ run }: { run: ImportOnPage }) {
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const onSuccess = (answer: ImportOnPage) => queryClient.setQueryData(importQuery(run.id).queryKey, answer);
  const act = (action: 'approve' | 'withdraw', body?: object) =>
    send('POST', `/api/imports/${run.id}/${action}`, { schema: importOnPage, ...(body === undefined ? {} : { body }) });
  const approve = useMutation({ mutationFn: (leaving: number) => act('approve', { leaving }), onSuccess });
  const withdraw = useMutation({ mutationFn: () => act('withdraw'), onSuccess });
  if (run.counts === null || run.asksFor === null) return null;
  const { leaving, present } = run.counts;
  const asksForNumber = run.asksFor === 'number';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    approve.mutate(leaving);
  };
  return (
    <form onSubmit={submit} aria-label="Take it in">
      <Stack>
        {asksForNumber && (
          <Alert color="amber" variant="light" title={`${leaving} of ${present} people would leave`}>
            <Text size="sm">
              That is more than a tenth, as happens when a file is cut short. Their conversations would be closed and
              taken out of the calendars. If it is right, type the number of people leaving. Your name stands with it.
            </Text>
            <TextInput
              mt="sm"
              maw={220}
              label="People leaving"
              inputMode="numeric"
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          </Alert>
        )}
        <Group>
          <Button
            type="submit"
            loading={approve.isPending}
            disabled={asksForNumber && typed.trim() !== String(leaving)}
          >
            Take it in
          </Button>
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            Withdraw it
          </Button>
        </Group>
        {approve.isError && <ProblemAlert error={approve.error} />}
        {withdraw.isError && <ProblemAlert error={withdraw.error} />}
      </Stack>
    </form>
  );
}
