import { Button, Checkbox, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { ApiKeysResponse } from '@throughline/contracts/pages/api-keys.ts';
import { useState, type FormEvent } from 'react';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { SecretOnce } from '../components/secret-once.tsx';
import { useCreateKey } from './api-keys-queries.ts';
import { scopeWords } from './key-words.ts';

const ends = [
  { value: '90', label: 'in 90 days' },
  { value: '365', label: 'in a year' },
  { value: '', label: 'when it is revoked' },
];

export type Form = { readonly name: string; readonly scopes: string[]; readonly days: string };
export const blankForm: Form = { name: '', scopes: [], days: '365' };

/** What a new key is for and what it opens; the key is shown once it is there. `begin` is what it is to be like. */
export function CreateKey({ scopes, now, begin }: Pick<ApiKeysResponse, 'scopes' | 'now'> & { begin: Form }) {
  const [form, setForm] = useState(begin);
  const set = (change: Partial<Form>) => setForm((before) => ({ ...before, ...change }));
  const create = useCreateKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, days } = form;
    const end = days === '' ? null : new Date(Date.parse(now) + Number(days) * 86_400_000).toISOString();
    create.mutate({ name, scopes: form.scopes, expires_at: end }, { onSuccess: () => setForm(blankForm) });
  };
  return (
    <Panel>
      <form onSubmit={submit} aria-label="Make a key">
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label="What it is for"
              description="Such as the system’s name"
              value={form.name}
              maxLength={200}
              onChange={({ currentTarget }) => set({ name: currentTarget.value })}
              required
              withAsterisk={false}
            />
            <NativeSelect
              label="It ends"
              description="It can be revoked before"
              data={ends}
              value={form.days}
              onChange={({ currentTarget }) => set({ days: currentTarget.value })}
            />
          </SimpleGrid>
          <Checkbox.Group
            label="It may"
            description="No more than the system needs. No key reads what is said in a conversation."
            value={form.scopes}
            onChange={(chosen) => set({ scopes: chosen })}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
              {scopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={scopeWords[scope]} description={scope} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          <Button type="submit" loading={create.isPending} disabled={form.scopes.length === 0} w="fit-content">
            Make the key
          </Button>
          {create.isError && <ProblemAlert error={create.error} />}
          {create.isSuccess && (
            <SecretOnce
              what="key"
              secret={create.data.key}
              note="Put it into the system that is to call. If it takes another key’s place, revoke that one once this one is in use."
            />
          )}
        </Stack>
      </form>
    </Panel>
  );
}
