import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { z } from 'zod';
import { send } from '../app/api.ts';
import { useSession } from '../app/session.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';

/** Asks for a mailed link. The answer is the same whether the address is known or not. */
export function SignInForm({ returnTo, label = 'Mail me a link' }: { returnTo?: string | undefined; label?: string }) {
  const { data: session } = useSession();
  const [email, setEmail] = useState('');
  const request = useMutation({
    mutationFn: () =>
      send('POST', '/api/sign-in/link', {
        body: { email: email.trim(), ...(returnTo === undefined ? {} : { returnTo }) },
        schema: z.unknown(),
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    request.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Work email"
          type="email"
          name="email"
          autoComplete="email"
          required
          withAsterisk={false}
          size="md"
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <Button type="submit" size="md" variant="default" loading={request.isPending}>
          {label}
        </Button>
        <div role="status" aria-live="polite">
          {request.isSuccess && (
            <Text size="sm">
              If the address is known here, a link is on its way. It works once, within 15 minutes.{' '}
              {session?.demo && (
                <Anchor href={session.demo.mailboxUrl} target="_blank" rel="noreferrer">
                  Open the demo’s mailbox
                </Anchor>
              )}
            </Text>
          )}
        </div>
        {request.isError && <ProblemAlert error={request.error} />}
      </Stack>
    </form>
  );
}
