import type { MailedSlot } from '@throughline/app/ports/mail-content.ts';
import type { Block } from '../letter/letter.ts';
import { longDay, timeRange, zoneName } from './when.ts';

/** The day, the time and whose clock it is. */
export function slotCard(slot: MailedSlot): Block {
  const day = longDay(slot.startsAt.toZonedDateTimeISO(slot.timeZone));
  return { kind: 'card', lines: [[{ strong: day }], `${timeRange(slot)}, ${zoneName(slot.timeZone)}`] };
}
