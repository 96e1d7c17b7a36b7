import { Button, Text } from '@mantine/core';
import type { TimesResponse } from '@throughline/contracts/pages/times.ts';
import { useId } from 'react';
import { SlotTimes } from '../components/slot-times.tsx';
import classes from './time-list.module.css';

type Open = Extract<TimesResponse, { state: 'open' }>;

/** Each time on the clocks of both people, with a button of its own. */
export function TimeList({
  times: { slots, side, report, manager },
  suggested,
  pending,
  disabled,
  onPick,
}: {
  times: Open;
  /** The one that was clicked in the mail: only marked, never picked by itself. */
  suggested: string | null;
  pending: string | null;
  disabled: boolean;
  onPick: (startsAt: string) => void;
}) {
  const id = useId();
  return (
    // Safari's VoiceOver takes a list without bullets for none at all.
    <ol className={classes.times} role="list">
      {slots.map((slot, index) => {
        const { startsAt } = slot;
        const isMarked = suggested !== null && Date.parse(suggested) === Date.parse(startsAt);
        return (
          <li key={startsAt} className={classes.time}>
            <div id={`${id}-time-${index}`}>
              <SlotTimes
                slot={slot}
                people={[report, manager]}
                readerId={side === 'report' ? report.id : manager.id}
                long
              />
              <OutsideHours slot={slot} times={{ side, report, manager }} />
            </div>
            <Button
              id={`${id}-pick-${index}`}
              aria-labelledby={`${id}-pick-${index} ${id}-time-${index}`}
              size="md"
              variant={isMarked ? 'filled' : 'default'}
              loading={pending === startsAt}
              disabled={disabled && pending !== startsAt}
              onClick={() => onPick(startsAt)}
            >
              Pick this one
            </Button>
          </li>
        );
      })}
    </ol>
  );
}

/** Said before it is picked: whoever picks it gives that hour. */
function OutsideHours({
  slot: { outsideHours },
  times: { side, report, manager },
}: {
  slot: Open['slots'][number];
  times: Pick<Open, 'side' | 'report' | 'manager'>;
}) {
  const other = side === 'report' ? manager : report;
  const own = outsideHours[side];
  const theirs = outsideHours[side === 'report' ? 'manager' : 'report'];
  if (!own && !theirs) return null;
  const whose = [...(own ? ['your'] : []), ...(theirs ? [`${other.displayName}’s`] : [])].join(' and ');
  return (
    <Text size="sm" c="dimmed">
      Outside {whose} usual hours
    </Text>
  );
}
