import type { PlannedConversation } from './planned-conversation.ts';
import type { TeamToPlan } from './planning-input.ts';

/** A plan to read in a terminal: one paragraph for each conversation, and how many there are of each kind. */
export function planText({
  plan,
  managers,
}: {
  plan: readonly PlannedConversation[];
  managers: readonly TeamToPlan[];
}): string {
  const names = new Map(
    managers
      .flatMap(({ manager, conversations }) => [manager, ...conversations.map(({ report }) => report)])
      .map(({ personId, name }) => [personId, name]),
  );
  const paragraphs = plan.map((planned) => {
    const pair = `${names.get(planned.managerId)} & ${names.get(planned.reportId)}`;
    const heading =
      planned.kind === 'slot'
        ? `${pair}: ${planned.late ? 'late, ' : ''}inconvenience ${planned.cost} minutes`
        : `${pair}: no date (${planned.reason})`;
    return [heading, ...planned.explanation.map((sentence) => `  ${sentence}`)].join('\n');
  });
  const dated = plan.filter((planned) => planned.kind === 'slot');
  const total = `${plan.length} conversations: ${dated.length} with a date, ${dated.filter(({ late }) => late).length} of them late; ${plan.length - dated.length} without.`;
  return [...paragraphs, total].join('\n\n');
}
