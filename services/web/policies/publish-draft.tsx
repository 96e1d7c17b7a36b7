import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { PolicyPreview } from '@throughline/contracts/pages/policies.ts';
import { useState } from 'react';
import { ApiError } from '../app/api.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { changeSentences } from './policy-words.ts';
import { ownPeople, usePreview, usePublish } from './policies-queries.ts';
import type { StatedDraft } from './use-draft.ts';

const weeksLookedAt = 52;

/** The note, the question whom it touches, and the new version. */
export function PublishDraft({
  stated,
  seen,
  note,
  ready,
  onNote,
  onRefused,
  onPublished,
}: {
  stated: StatedDraft;
  /** The version the draft stands beside. */
  seen: string | null;
  note: string;
  ready: boolean;
  onNote: (note: string) => void;
  onRefused: (error: Error) => void;
  onPublished: (version: number) => void;
}) {
  const [asked, setAsked] = useState<PolicyPreview | null>(null);
  // Asked anew, of our own people: what was tried may be of a file, or of an earlier draft.
  const look = usePreview();
  const publish = usePublish();
  const ask = () =>
    look.mutate(
      { stated, weeks: weeksLookedAt, source: ownPeople },
      { onSuccess: (answer) => setAsked(answer.kind === 'preview' ? answer : null), onError: onRefused },
    );
  const confirm = () =>
    publish.mutate(
      { ...stated, note: note.trim(), seen },
      {
        onSuccess: ({ version }) => onPublished(version),
        onError: onRefused,
        onSettled: () => setAsked(null),
      },
    );
  const error = publish.error ?? look.error;
  return (
    <Stack>
      <TextInput
        label="What changes, and why"
        description="Stands with the version, and beside the trend from then on."
        required
        withAsterisk={false}
        maxLength={1000}
        value={note}
        onChange={({ currentTarget }) => onNote(currentTarget.value)}
      />
      <Group>
        <Button loading={look.isPending} disabled={!ready || note.trim() === ''} onClick={ask}>
          Publish as a new version
        </Button>
        {note.trim() === '' && (
          <Text size="sm" c="dimmed">
            With a note it can be published.
          </Text>
        )}
      </Group>
      {error !== null && <Refused error={error} />}
      <QuestionDialog
        opened={asked !== null}
        title={`Publish version ${asked?.version ?? ''} of ${stated.name ?? stated.key}?`}
        no="Not yet"
        yes="Publish it"
        pending={publish.isPending}
        onNo={() => setAsked(null)}
        onYes={confirm}
      >
        {asked !== null && (
          <Stack gap="xs">
            <Text size="sm">
              It acts at once. Conversations that are open keep the due dates they have; it counts for those after them,
              for those that open from now on, and for who is asked to help.
            </Text>
            {changeSentences(asked).map((sentence) => (
              <Text key={sentence} size="sm">
                {sentence}
              </Text>
            ))}
            {asked.managersOverCapacity > 0 && (
              <Text size="sm" fw={600}>
                For {asked.managersOverCapacity === 1 ? '1 manager' : `${asked.managersOverCapacity} managers`} more
                falls due than their weeks hold.
              </Text>
            )}
          </Stack>
        )}
      </QuestionDialog>
    </Stack>
  );
}

function Refused({ error }: { error: Error }) {
  const isStale = error instanceof ApiError && error.problem.status === 412;
  if (!isStale) return <ProblemAlert error={error} />;
  return (
    <Alert color="amber" variant="light" role="alert" title="Somebody published a version meanwhile">
      Nothing of your draft is lost. The form now stands beside the newer version: what you did not change follows it.
      Look at it again, then publish.
    </Alert>
  );
}
