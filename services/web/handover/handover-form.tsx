import { Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconLock, IconUsers } from '@tabler/icons-react';
import type { HandoverCard, HandoverResponse } from '@throughline/contracts/pages/handover.ts';
import { useState } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { handoverPrompts } from './handover-prompts.ts';
import { useHandover } from './handover-queries.ts';
import { ReleaseButton } from './release-button.tsx';

const typingPause = 800;
const longest = 5000;

/** The author's: saved while typing, theirs alone until released, and theirs again once taken back. */
export function HandoverForm({ page }: { page: HandoverResponse }) {
  const { conversationId, reader, releasedAt, mayWrite } = page;
  const [card, setCard] = useState(page.card);
  const { save, release } = useHandover(conversationId);
  const saveSoon = useDebouncedCallback((typed: HandoverCard) => save.mutate(typed), {
    delay: typingPause,
    flushOnUnmount: true,
  });
  const isReleased = releasedAt !== null;
  const isEmpty = Object.values(card).every((text) => text.trim() === '');
  const PrivacyIcon = isReleased ? IconUsers : IconLock;
  return (
    <Stack gap="lg" maw={720}>
      <Group gap={6} wrap="nowrap">
        <PrivacyIcon size={16} aria-hidden style={{ flexShrink: 0 }} />
        <Text size="sm">
          {isReleased
            ? `${reader.displayName} can read this, whatever you add included, until you take it back.`
            : 'Only you can read this.'}
        </Text>
      </Group>
      {handoverPrompts.map(({ key, label, hint }) => (
        <Textarea
          key={key}
          label={label}
          description={hint}
          autosize
          minRows={3}
          maxLength={longest}
          readOnly={!mayWrite}
          value={card[key]}
          onChange={({ currentTarget }) => {
            const typed = { ...card, [key]: currentTarget.value };
            setCard(typed);
            saveSoon(typed);
          }}
        />
      ))}
      <Group justify="space-between" mih={36}>
        <Text size="sm" c="dimmed" role="status" aria-live="polite">
          {stateWords({ isPending: save.isPending, isError: save.isError, isSaved: save.isSuccess })}
        </Text>
        <ReleaseButton
          readerName={reader.displayName}
          isReleased={isReleased}
          mayRelease={mayWrite && !isEmpty}
          pending={release.isPending}
          change={async (released) => {
            if (released) await save.mutateAsync(card);
            await release.mutateAsync(released);
          }}
        />
      </Group>
      {save.isError && <ProblemAlert error={save.error} retry={() => save.mutate(card)} />}
      {release.isError && <ProblemAlert error={release.error} />}
    </Stack>
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
