import type { TimesToPick } from '@throughline/app/ports/mail-content.ts';
import type { Block } from '../letter/letter.ts';
import { clockTime, longDay, shortDay, timeRange, zoneName } from './when.ts';

/** A button for each time, on the reader's clock, and the same times on the manager's where that is another. */
export function timesToPick({
  times: { slots, timeZone, otherTimeZone, until, othersUrl },
  otherName,
  heading,
  whoPicks,
}: {
  times: TimesToPick;
  /** Whose the other clock is. */
  otherName: string;
  heading: string;
  whoPicks: 'either' | 'the reader';
}): readonly Block[] {
  const closes = `${longDay(until.toZonedDateTimeISO(timeZone))}, ${clockTime({ at: until, timeZone })}`;
  const elsewhere =
    otherTimeZone === timeZone
      ? ''
      : ` For ${otherName}, in ${zoneName(otherTimeZone)}: ${slots.map((slot) => timeIn(slot, otherTimeZone)).join('; ')}.`;
  return [
    { kind: 'heading', text: heading },
    {
      kind: 'buttons',
      buttons: slots.map((slot) => ({ label: `${timeIn(slot, timeZone)}${outside(slot)}`, url: slot.pickUrl })),
    },
    {
      kind: 'small',
      prose: [
        `Times are ${zoneName(timeZone)}.${elsewhere} Each opens a page where one click settles it${whoPicks === 'either' ? '; whichever of you picks first decides' : ''}. Open until ${closes}.`,
        ...(othersUrl === null ? [] : [' None of them fits? ', { link: 'Ask for others', url: othersUrl }, '.']),
      ],
    },
  ];
}

/** Said of each, since whoever picks it gives that hour. */
export function outside({
  outsideHours: { reader, other },
}: Pick<TimesToPick['slots'][number], 'outsideHours'>): string {
  if (reader) return other ? ' (outside the hours of you both)' : ' (outside your hours)';
  return other ? ' (outside their hours)' : '';
}

/** 'Thu 12 Feb, 10:00–11:00' on those clocks. */
export function timeIn(
  { startsAt, endsAt }: Pick<TimesToPick['slots'][number], 'startsAt' | 'endsAt'>,
  timeZone: string,
): string {
  const day = shortDay(startsAt.toZonedDateTimeISO(timeZone));
  return `${day}, ${timeRange({ startsAt, endsAt, timeZone })}`;
}
