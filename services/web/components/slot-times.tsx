import { Text } from '@mantine/core';
import type { ConversationRow } from '@throughline/contracts/pages/conversations.ts';
import type { Slot } from '@throughline/contracts/time.ts';
import { slotDay, slotHours, viewerZone, zoneCity, zoneName } from '../app/times.ts';
import { useSession } from '../app/session.ts';
import classes from './slot-times.module.css';

/** One slot on the clocks of both people, the reader's own first; one line where they share them. */
export function SlotTimes({
  slot,
  people,
  readerId,
  long = false,
}: {
  slot: Slot;
  people: readonly (ConversationRow['manager'] | undefined)[];
  /** Whose clock comes first; whoever is signed in unless it is said. */
  readerId?: string;
  /** Spells zones out and says whose they are. */
  long?: boolean;
}) {
  const { data } = useSession();
  const own = readerId ?? data?.person?.id;
  const sides = people
    .flatMap((person) => (person?.timeZone ? [{ ...person, timeZone: person.timeZone }] : []))
    .toSorted((a, b) => Number(b.id === own) - Number(a.id === own));
  const zones = sides.filter(({ timeZone }, index) => sides.findIndex((side) => side.timeZone === timeZone) === index);
  const lines = zones.length > 0 ? zones : [{ id: '', displayName: '', timeZone: viewerZone(null) }];
  return (
    <span className={classes.slot} data-long={long || undefined}>
      {lines.map(({ id, displayName, timeZone }, index) => (
        <time key={timeZone} dateTime={slot.startsAt} className={index === 0 ? classes.first : classes.other}>
          {(index === 0 || differentDay(slot, lines[0]?.timeZone, timeZone)) && (
            <span className={classes.day}>{slotDay({ slot, timeZone })}</span>
          )}{' '}
          <span className={classes.hours}>{slotHours({ slot, timeZone })}</span>{' '}
          <span className={classes.zone}>{long ? zoneName(timeZone) : zoneCity(timeZone)}</span>
          {long && sides.length > 1 && (
            <Text span size="sm" c="dimmed">
              {lines.length === 1 ? ', for both' : `, for ${id === own ? 'you' : displayName}`}
            </Text>
          )}
        </time>
      ))}
    </span>
  );
}

function differentDay(slot: Slot, first: string | undefined, other: string): boolean {
  return first !== undefined && slotDay({ slot, timeZone: first }) !== slotDay({ slot, timeZone: other });
}
