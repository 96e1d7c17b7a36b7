import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { planText } from '@throughline/domain/scheduling/plan-text.ts';
import { planConversations } from '@throughline/domain/scheduling/plan.ts';
import type { PlannedConversation } from '@throughline/domain/scheduling/planned-conversation.ts';
import { parseScenario } from '@throughline/domain/scheduling/scenario.ts';
import { Refusal } from '../refusal.ts';
import { result, resultJson } from '../terminal.ts';

export function registerPlan(command: Command): void {
  command
    .argument('<scenario>', 'a JSON file, or - for standard input; services/cli/samples/plan.json is one')
    .option('--json', 'the plan as JSON')
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const parsed = parseScenario(await readJson(file));
      if (parsed.kind === 'problems') throw new Refusal(parsed.problems.map((one) => `${file}: ${one}`).join('\n'));
      const { managers } = parsed.scenario;
      const plan = planConversations(parsed.scenario);
      if (json) resultJson(plan.map(toJson));
      else result(planText({ plan, managers }));
    });
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(`${file}: is not JSON: ${error.message}`);
    if (error instanceof Error && 'code' in error) throw new Refusal(`${file}: cannot be read: ${error.message}`);
    throw error;
  }
}

function toJson(planned: PlannedConversation) {
  const { conversationId, managerId, reportId, explanation } = planned;
  const pair = { conversation_id: conversationId, manager: managerId, report: reportId };
  if (planned.kind === 'none') return { ...pair, slot: null, waiting_for: planned.reason, explanation };
  const { slot, cost, late } = planned;
  return { ...pair, slot, cost_minutes: cost, late, explanation };
}
