import type { Page } from 'playwright-core';

export type Part = 'hr' | 'leader' | 'manager' | 'report';

/** Signs the page's browser in as the demo offers it on its front page. */
export async function seeAs({ page, origin, part }: { page: Page; origin: string; part: Part }): Promise<void> {
  const answer = await page.request.post(`${origin}/api/demo/sign-in`, { data: { part } });
  if (!answer.ok()) throw new Error(`Nobody can be seen as ${part} at ${origin}: ${await answer.text()}`);
}
