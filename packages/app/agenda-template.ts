import type { StoredAgenda } from '@throughline/db/agenda-store.ts';
import { chooseTemplate } from '@throughline/domain/agenda/choose-template.ts';
import { templateKeys, type TemplateKey } from '@throughline/domain/agenda/templates.ts';

/** The template an agenda was composed from; before one was composed, the one its place in the series would give. */
export function agendaTemplate({ agenda, sequence }: { agenda: StoredAgenda | null; sequence: number }): TemplateKey {
  const composed = templateKeys.find((key) => key === agenda?.template);
  if (composed !== undefined) return composed;
  const held = Array.from({ length: sequence - 1 }, () => 'story' as const);
  return chooseTemplate({ held, firstWithThisManager: false, backFromLeave: false });
}
