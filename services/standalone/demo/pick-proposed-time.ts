import { z } from 'zod';

const offered = z.looseObject({ slots: z.array(z.looseObject({ startsAt: z.string() })).default([]) });

/** Opens the page of proposed times that a mail leads to and takes the first, if any is still to be had. */
export async function pickProposedTime({ apiOrigin, link }: { apiOrigin: string; link: string }): Promise<void> {
  const token = new URL(link).searchParams.get('token') ?? '';
  const page = await fetch(`${apiOrigin}/api/times?token=${encodeURIComponent(token)}`);
  if (!page.ok) throw new Error(`The page of proposed times was refused: ${await page.text()}`);
  const [first] = offered.parse(await page.json()).slots;
  if (first === undefined) return;
  const picked = await fetch(`${apiOrigin}/api/times`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, startsAt: first.startsAt }),
  });
  if (!picked.ok) throw new Error(`A proposed time could not be picked: ${await picked.text()}`);
}
