import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Asks once more before something that cannot simply be undone; the way back has the focus. */
export function QuestionDialog({
  opened,
  title,
  children,
  no,
  yes,
  pending,
  ready = true,
  onNo,
  onYes,
}: {
  opened: boolean;
  title: string;
  /** What follows from a yes. */
  children: ReactNode;
  no: string;
  yes: string;
  pending: boolean;
  /** Whether a yes can be given yet. */
  ready?: boolean;
  onNo: () => void;
  onYes: () => void;
}) {
  return (
    <Modal.Root opened={opened} onClose={onNo} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body pt="md">
          <Stack>
            <Modal.Title fw={650} fz="lg" lh={1.3}>
              {title}
            </Modal.Title>
            <Text component="div" size="sm">
              {children}
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={onNo} data-autofocus>
                {no}
              </Button>
              <Button loading={pending} disabled={!ready} onClick={onYes}>
                {yes}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
