import type { Slot } from '@throughline/contracts/time.ts';

/** How times are printed: always with the zone they are in, because two people rarely share one. */
export function formatSlot({ slot, timeZone }: { slot: Slot; timeZone: string }): string {
  return `${slotDay({ slot, timeZone })}, ${slotHours({ slot, timeZone })} ${zoneCity(timeZone)}`;
}

/** The day it starts on. */
export function slotDay({ slot, timeZone }: { slot: Slot; timeZone: string }): string {
  return shortDay({ instant: slot.startsAt, timeZone });
}

/** '10:00–11:00' on those clocks. */
export function slotHours({ slot, timeZone }: { slot: Slot; timeZone: string }): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return `${time.format(new Date(slot.startsAt))}–${time.format(new Date(slot.endsAt))}`;
}

/** `America/Sao_Paulo` as people say it. */
export function zoneCity(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
}

/** 'Eastern Time (New York)' */
export function zoneName(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(new Date());
  const general = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  if (general.startsWith('GMT')) return timeZone;
  const city = zoneCity(timeZone);
  return general.includes(city) ? general : `${general} (${city})`;
}

/** '12 Feb 2027', of a calendar day. */
export function formatDate(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** 'Thursday 12 February 2027' where those clocks are. */
export function formatDay({ instant, timeZone }: { instant: string; timeZone: string }): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .format(new Date(instant))
    .replace(',', '');
}

/** 'Thu 12 Feb 2027' where those clocks are. */
export function shortDay({ instant, timeZone }: { instant: string; timeZone: string }): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
    .format(new Date(instant))
    .replace(',', '');
}

/** 'Thursday 10:00' on those clocks, for something a few days away at most. */
export function formatWeekdayTime({ instant, timeZone }: { instant: string; timeZone: string }): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit' })
    .format(new Date(instant))
    .replace(',', '')
    .replace(' at ', ' ');
}

export function formatInstant({ instant, timeZone }: { instant: string; timeZone: string }): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return `${shortDay({ instant, timeZone })}, ${time.format(new Date(instant))} ${zoneCity(timeZone)}`;
}

/** 'today', 'in 12 days', '3 days ago': by the calendar of that zone. */
export function relativeDay({ instant, now, timeZone }: { instant: string; now: string; timeZone: string }): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone });
  const days = (Date.parse(day.format(new Date(instant))) - Date.parse(day.format(new Date(now)))) / 86_400_000;
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(days), 'day');
}

/** The viewer's zone: their own, else the browser's. */
export function viewerZone(person: { timeZone: string | null } | null): string {
  return person?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
