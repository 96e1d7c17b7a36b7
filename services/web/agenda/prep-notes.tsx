import { Group, Text, Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconLock, IconUsers } from '@tabler/icons-react';
import type { AgendaResponse } from '@throughline/contracts/pages/agenda.ts';
import { useState } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import { RevealButton } from './reveal-button.tsx';
import { useSavePrep } from './use-prep.ts';

const typingPause = 800;
const longest = 10_000;

/** One's own notes: saved while typing, private until their author shares them. */
export function PrepNotes({ agenda: { conversationId, ownPrep, side, report, manager } }: { agenda: AgendaResponse }) {
  const [text, setText] = useState(ownPrep.text);
  const save = useSavePrep(conversationId);
  const saveSoon = useDebouncedCallback((typed: string) => save.mutate({ text: typed }), {
    delay: typingPause,
    flushOnUnmount: true,
  });
  const otherName = (side === 'report' ? manager : report)?.displayName ?? 'your manager';
  const PrivacyIcon = ownPrep.revealed ? IconUsers : IconLock;
  return (
    <Section
      title="Your notes"
      note={
        <Group component="span" gap={6} wrap="nowrap">
          <PrivacyIcon size={15} aria-hidden style={{ flexShrink: 0 }} />
          {ownPrep.revealed
            ? `You share these with ${otherName}, whatever you add included.`
            : 'Only you can read them.'}
        </Group>
      }
    >
      <Textarea
        aria-label="Your notes"
        autosize
        minRows={6}
        maxLength={longest}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          saveSoon(currentTarget.value);
        }}
      />
      <Group justify="space-between" mt="xs" mih={34}>
        <Text size="sm" c="dimmed" role="status" aria-live="polite">
          {stateWords({
            isPending: save.isPending || text !== ownPrep.text,
            isError: save.isError,
            isSaved: save.isSuccess,
          })}
        </Text>
        {!ownPrep.revealed && text.trim() !== '' && (
          <RevealButton otherName={otherName} reveal={() => save.mutateAsync({ text, reveal: true })} />
        )}
      </Group>
      {save.isError && <ProblemAlert error={save.error} retry={() => save.mutate({ text })} />}
    </Section>
  );
}

function stateWords({
  isPending,
  isError,
  isSaved,
}: {
  isPending: boolean;
  isError: boolean;
  isSaved: boolean;
}): string {
  if (isError) return 'Not saved.';
  if (isPending) return 'Saving…';
  return isSaved ? 'Saved.' : '';
}
