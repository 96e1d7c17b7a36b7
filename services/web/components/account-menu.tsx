import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconPlugConnected } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { z } from 'zod';
import { send } from '../app/api.ts';
import { changeEyes } from '../app/change-eyes.ts';
import { rolesInWords } from '../app/roles.ts';
import { ButtonLink } from './button-link.tsx';

/** Who is signed in, and the way out. */
export function AccountMenu({ session }: { session: SessionResponse }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => send('POST', '/api/sign-out', { schema: z.unknown() }),
    onSuccess: async () => {
      await changeEyes(queryClient);
      await navigate({ to: '/' });
    },
  });
  const { person } = session;
  if (person === null) {
    return (
      <ButtonLink to="/sign-in" variant="default" size="sm">
        Sign in
      </ButtonLink>
    );
  }
  return (
    <Menu position="bottom-end" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton>
          <Avatar name={person.displayName} color="pine" variant="light" radius="xl" size={36} />
          <VisuallyHidden>{person.displayName}, your account</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {person.displayName}
          </Text>
          <Text size="xs" c="dimmed">
            {person.workEmail}
          </Text>
          <Text size="xs" c="dimmed">
            {rolesInWords(person.roles)}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/connect" leftSection={<IconPlugConnected size={16} aria-hidden />}>
          My calendar
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
