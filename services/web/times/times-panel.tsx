import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TimesResponse } from '@throughline/contracts/pages/times.ts';
import { formatInstant, viewerZone } from '../app/times.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { SlotTimes } from '../components/slot-times.tsx';
import { WhoSeesWhat } from '../components/who-sees-what.tsx';
import { LinkNoLonger } from '../conversation/link-no-longer.tsx';
import { TimeList } from './time-list.tsx';
import { askForOthers, keepDate, pickTime, type TimesOf } from './times-query.ts';

/** The times there are to pick from, or what became of them; what a click came to stays above whatever follows it. */
export function TimesPanel({ of, times, suggested }: { of: TimesOf; times: TimesResponse; suggested: string | null }) {
  const queryClient = useQueryClient();
  const onSettled = async () => {
    await queryClient.invalidateQueries({ queryKey: ['times'] });
    await queryClient.invalidateQueries({ queryKey: ['conversations'] });
  };
  const pick = useMutation({ mutationFn: (startsAt: string) => pickTime({ of, startsAt }), onSettled });
  const others = useMutation({ mutationFn: () => askForOthers(of), onSettled });
  const keep = useMutation({ mutationFn: () => keepDate(of), onSettled });
  const isBusy = pick.isPending || others.isPending || keep.isPending;
  const last = [pick, others, keep].toSorted((a, b) => b.submittedAt - a.submittedAt)[0];
  return (
    <div>
      <div role="status" aria-live="polite">
        {last?.data && (
          <Alert color={last.data.outcome === 'picked' || last.data.outcome === 'kept' ? 'pine' : 'amber'} mb="lg">
            {last.data.sentence}
          </Alert>
        )}
      </div>
      <Stack gap="lg">
        {last?.error && <ProblemAlert error={last.error} />}
        {times.state === 'open' && (
          <Open
            times={times}
            suggested={suggested}
            pending={pick.isPending ? pick.variables : null}
            isBusy={isBusy}
            isAsking={others.isPending}
            onPick={pick.mutate}
            onOthers={() => others.mutate()}
            isKeeping={keep.isPending}
            onKeep={() => keep.mutate()}
          />
        )}
        {times.state === 'settled' && <Settled times={times} />}
        {times.state !== 'open' && times.state !== 'settled' && (
          <LinkNoLonger sentence={times.sentence} settled={times.state === 'closed' || times.state === 'none'} />
        )}
      </Stack>
    </div>
  );
}

function Open({
  times,
  suggested,
  pending,
  isBusy,
  isAsking,
  onPick,
  onOthers,
  isKeeping,
  onKeep,
}: {
  times: Extract<TimesResponse, { state: 'open' }>;
  suggested: string | null;
  pending: string | null;
  isBusy: boolean;
  isAsking: boolean;
  onPick: (startsAt: string) => void;
  onOthers: () => void;
  isKeeping: boolean;
  onKeep: () => void;
}) {
  const { side, slots, report, manager, until, instead, mayAskForOthers, connectUrl, whoSeesWhat } = times;
  const timeZone = viewerZone(side === 'report' ? report : manager);
  return (
    <>
      {instead !== null && (
        <Panel>
          <SlotTimes
            slot={instead.slot}
            people={[report, manager]}
            readerId={side === 'report' ? report.id : manager.id}
            long
          />
          <Text mt="md">{instead.sentence}</Text>
          <Button mt="md" variant="default" loading={isKeeping} disabled={isBusy && !isKeeping} onClick={onKeep}>
            Keep it at this time
          </Button>
        </Panel>
      )}
      {slots.length > 0 && (
        <Panel>
          <TimeList times={times} suggested={suggested} pending={pending} disabled={isBusy} onPick={onPick} />
        </Panel>
      )}
      <Text size="sm" c="dimmed">
        {noteOn({ isMove: instead !== null, isEmpty: slots.length === 0 })} Open until{' '}
        <time dateTime={until}>{formatInstant({ instant: until, timeZone })}</time>.
      </Text>
      {(mayAskForOthers || connectUrl !== null) && (
        <Group gap="sm">
          {mayAskForOthers && (
            <Button variant="default" loading={isAsking} disabled={isBusy && !isAsking} onClick={onOthers}>
              None of these fits
            </Button>
          )}
          {connectUrl !== null && (
            <Button component="a" href={connectUrl} variant="subtle">
              Share when I am busy instead
            </Button>
          )}
        </Group>
      )}
      <WhoSeesWhat>{whoSeesWhat}</WhoSeesWhat>
    </>
  );
}

function noteOn({ isMove, isEmpty }: { isMove: boolean; isEmpty: boolean }): string {
  if (isEmpty) return 'There is no other time you both have. You can move it in your calendar too.';
  return isMove
    ? 'All of these are free for both of you. Nothing moves unless you pick.'
    : 'Whichever of you picks first decides; afterwards others are looked for.';
}

function Settled({ times }: { times: Extract<TimesResponse, { state: 'settled' }> }) {
  const { side, slot, report, manager, sentence } = times;
  return (
    <Panel>
      <SlotTimes slot={slot} people={[report, manager]} readerId={{ report, manager }[side].id} long />
      <Text mt="md">{sentence}</Text>
    </Panel>
  );
}
