import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { AgendaResponse } from '@throughline/contracts/pages/agenda.ts';
import { useState } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useChangeAgenda } from './use-change-agenda.ts';

/** Either of the two takes other questions for their conversation, and can take it back. */
export function ChooseQuestions({ agenda }: { agenda: AgendaResponse }) {
  const { conversationId, template, choices, side, report, manager } = agenda;
  const [open, dialog] = useDisclosure(false);
  const [picked, setPicked] = useState(template);
  const [before, setBefore] = useState<string | null>(null);
  const change = useChangeAgenda(conversationId);
  const titleOf = (key: string | null) => choices.find((choice) => choice.template === key)?.title;
  if (choices.length === 0) return null;

  const openDialog = () => {
    change.reset();
    setPicked(template);
    dialog.open();
  };
  const take = async () => {
    await change.mutateAsync(picked);
    setBefore(template);
    dialog.close();
  };
  const undo = async (earlier: string) => {
    await change.mutateAsync(earlier);
    setBefore(null);
  };
  const other = (side === 'report' ? manager : report)?.displayName ?? 'your manager';
  return (
    <Stack gap="xs" mt="md" align="flex-start">
      <Button variant="default" onClick={openDialog}>
        Choose other questions…
      </Button>
      <div role="status">
        {before !== null && (
          <Group gap="xs">
            <Text size="sm">
              It is about “{titleOf(template)}” now. {other} sees it too, and your calendars follow in a minute or two.
            </Text>
            <Button
              size="compact-sm"
              variant="subtle"
              loading={change.isPending}
              // A failure is shown below, where it can be tried again.
              onClick={() => void undo(before).catch(() => null)}
            >
              Undo, back to “{titleOf(before)}”
            </Button>
          </Group>
        )}
      </div>
      {change.isError && !open && <ProblemAlert error={change.error} />}
      <Modal.Root opened={open} onClose={dialog.close} centered size="lg">
        <Modal.Overlay />
        <Modal.Content>
          <Modal.Body pt="md">
            <Stack>
              <Modal.Title fw={650} fz="lg" lh={1.3}>
                What would you like this conversation to be about?
              </Modal.Title>
              <Radio.Group aria-label="Questions" value={picked} onChange={setPicked}>
                <Stack gap="sm">
                  {choices.map((choice) => (
                    <Radio
                      key={choice.template}
                      value={choice.template}
                      label={choice.title}
                      description={choice.purpose}
                    />
                  ))}
                </Stack>
              </Radio.Group>
              <Text size="sm" c="dimmed">
                {other} sees that you chose and what; HR and leadership see neither. The calendar entry gets the new
                questions, and its invitation is sent once more. What you both prepared stays where it is.
              </Text>
              {change.isError && <ProblemAlert error={change.error} />}
              <Group justify="flex-end">
                <Button variant="default" onClick={dialog.close}>
                  Keep “{titleOf(template)}”
                </Button>
                <Button
                  disabled={picked === template}
                  loading={change.isPending}
                  onClick={() => void take().catch(() => null)}
                >
                  Use these questions
                </Button>
              </Group>
            </Stack>
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </Stack>
  );
}
