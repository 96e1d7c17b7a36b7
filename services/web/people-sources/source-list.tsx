import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { PeopleSource } from '@throughline/contracts/pages/people-sources.ts';
import { formatInstant } from '../app/times.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { QuestionDialog } from '../components/question-dialog.tsx';
import { StackingTable } from '../components/stacking-table.tsx';
import { kindWords, nextSentence, resultSentence } from './source-words.ts';
import { usePreview, usePull, useSourcesChange } from './people-sources-queries.ts';

const columns = ['HR system', 'Last pull', 'What came of it', 'Next pull', 'Do'] as const;

/** The HR systems in the order in which they count. */
export function SourceList({ sources, timeZone }: { sources: readonly PeopleSource[]; timeZone: string }) {
  const order = useSourcesChange('order');
  const names = sources.map(({ name }) => name);
  const raise = (at: number) => {
    const upper = names[at - 1];
    const own = names[at];
    if (upper === undefined || own === undefined) return;
    order.mutate({ names: names.with(at - 1, own).with(at, upper) });
  };
  const moment = (instant: string) => formatInstant({ instant, timeZone });
  return (
    <Stack gap="xs">
      <StackingTable
        caption="HR systems, the one that counts most first"
        columns={columns}
        rows={sources.map((source, at) => ({
          key: source.name,
          cells: [
            <Stack key="name" gap={0}>
              <Text fw={600}>
                {at + 1}. {source.name}
              </Text>
              <Text size="sm" c="dimmed">
                {kindWords[source.kind]}
              </Text>
            </Stack>,
            source.lastPulledAt === null ? 'Never' : moment(source.lastPulledAt),
            resultSentence(source),
            nextSentence({ source, at: moment }),
            <SourceActions
              key={`do ${source.name}`}
              source={source}
              raise={at === 0 ? null : () => raise(at)}
              raising={order.isPending}
            />,
          ],
        }))}
      />
      {order.isError && <ProblemAlert error={order.error} />}
    </Stack>
  );
}

function SourceActions({
  source: { name, state },
  raise,
  raising,
}: {
  source: PeopleSource;
  raise: (() => void) | null;
  raising: boolean;
}) {
  const preview = usePreview(name);
  const pull = usePull(name);
  const [asking, question] = useDisclosure(false);
  const leaving = preview.data?.leaving ?? 0;
  const asksFirst = state === 'paused';
  const start = () => pull.mutate(asksFirst ? leaving : 0, { onSettled: question.close });
  const error = preview.error ?? pull.error;
  const said = pull.data?.said ?? preview.data?.said;
  const button = { size: 'xs', variant: 'default' } as const;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          {...button}
          loading={preview.isPending}
          onClick={() => preview.mutate()}
          aria-label={`Look what a pull from ${name} would do`}
        >
          Look first
        </Button>
        <Button
          {...button}
          loading={pull.isPending}
          disabled={asksFirst && !preview.isSuccess}
          onClick={asksFirst ? question.open : start}
          aria-label={`Pull from ${name} now`}
        >
          Pull now
        </Button>
        {raise !== null && (
          <Button {...button} loading={raising} onClick={raise} aria-label={`${name} counts more`}>
            Counts more
          </Button>
        )}
      </Group>
      <div role="status">{said !== undefined && <Text size="sm">{said}</Text>}</div>
      {error !== null && (
        <Alert role="alert" color="amber" variant="light">
          {error.message}
        </Alert>
      )}
      <QuestionDialog
        opened={asking}
        title={`Let ${leaving} people leave?`}
        no="Not now"
        yes="Pull and let them leave"
        pending={pull.isPending}
        onNo={question.close}
        onYes={start}
      >
        They count as departed at once, and their conversations end. Whoever the HR system names again is here again.
      </QuestionDialog>
    </Stack>
  );
}
