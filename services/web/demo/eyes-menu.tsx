import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { SessionResponse } from '@throughline/contracts/pages/session.ts';
import { partWords } from './part-words.ts';
import { useDemoSignIn } from './use-demo-sign-in.ts';

/** Switches whose eyes one looks through, from anywhere. */
export function EyesMenu({
  demo,
  person,
}: {
  demo: NonNullable<SessionResponse['demo']>;
  person: SessionResponse['person'];
}) {
  const signIn = useDemoSignIn();
  const current = demo.parts.find(({ personId }) => personId === person?.id);
  return (
    <Menu position="bottom-end" width={280} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={signIn.isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {current === undefined ? 'See it as…' : `Seen as ${partWords[current.part].name}`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {demo.parts.map(({ part, displayName, personId }) => (
          <Menu.Item
            key={part}
            onClick={() => signIn.mutate(part)}
            rightSection={personId === person?.id ? <IconCheck size={16} aria-label="now" /> : null}
          >
            {partWords[part].name}: {displayName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
