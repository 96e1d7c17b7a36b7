import { createHash } from 'node:crypto';
import type { EventAttachment } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import type { ContractWorld, Seen } from './world.ts';

/** What of the agenda hangs on an entry, as its owner sees it. */
export async function agendaSeen({
  world,
  attachment,
  draft,
}: {
  world: Pick<ContractWorld, 'oddities'>;
  attachment: EventAttachment;
  draft: Pick<EventDraft, 'agendaUrl'>;
}): Promise<Seen['attachments']> {
  if (world.oddities.attachment === 'link') return [{ sha256: null, url: draft.agendaUrl }];
  const content = await attachment.content();
  return [{ sha256: createHash('sha256').update(content).digest('hex'), url: null }];
}
