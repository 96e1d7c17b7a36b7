import { agendaPdf } from '@throughline/documents/agenda-pdf.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import type { EventAttachment } from './ports/calendar.ts';

/** Made from what is to stand in the calendar and nothing else, so every try gives the same bytes. */
export function agendaAttachment({ agenda, agendaUrl }: Pick<EventDraft, 'agenda' | 'agendaUrl'>): EventAttachment {
  let made: Promise<Uint8Array> | undefined;
  return {
    name: 'Career conversation agenda.pdf',
    contentType: 'application/pdf',
    content: () => (made ??= agendaPdf({ agenda, agendaUrl })),
  };
}
