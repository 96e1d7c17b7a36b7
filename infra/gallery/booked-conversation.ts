import type { Page } from 'playwright-core';

type Row = { readonly id: string; readonly dueOn: string; readonly slot: { readonly startsAt: string } | null };

/** The id of a conversation ahead, among those the page's eyes see. */
export async function bookedConversation({
  page,
  origin,
  scope,
  fits = () => true,
}: {
  page: Page;
  origin: string;
  scope: 'mine' | 'my_reports';
  fits?: (row: Row) => boolean;
}): Promise<string> {
  const answer = await page.request.get(`${origin}/api/conversations?scope=${scope}&state=booked`);
  const { rows }: { rows: readonly Row[] } = await answer.json();
  const found = rows.findLast(fits);
  if (found === undefined) throw new Error(`Nobody has a conversation ahead as wanted among ${scope}.`);
  return found.id;
}

export function isBeforeDue({ dueOn, slot }: Row): boolean {
  return slot !== null && slot.startsAt < dueOn;
}
