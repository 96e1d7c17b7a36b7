import type { Page } from 'playwright-core';

type Mail = { readonly links: readonly string[] };

/** What the API says of a link, where its page asks. */
const askedOf: Readonly<Record<string, string>> = {
  '/confirm': '/api/confirmation',
  '/connect': '/api/connection',
  '/times': '/api/times',
};

/** A link that was mailed to one of our pages, newest mail first, and of which the API says what is wanted. */
export async function mailedLink<Answer>({
  page,
  origin,
  path,
  fits = () => true,
}: {
  page: Page;
  origin: string;
  path: string;
  fits?: (answer: Answer) => boolean;
}): Promise<string> {
  const asked = askedOf[path];
  for (const token of await mailedTokens({ page, origin, path })) {
    const query = `?token=${encodeURIComponent(token)}`;
    if (asked === undefined) return `${origin}${path}${query}`;
    const answer = await page.request.get(`${origin}${asked}${query}`);
    if (answer.ok() && fits(await answer.json())) return `${origin}${path}${query}`;
  }
  throw new Error(`No mail leads to a page ${path} as wanted: begin with a fresh demo.`);
}

/** From the sandbox's mailbox. */
async function mailedTokens({
  page,
  origin,
  path,
}: {
  page: Page;
  origin: string;
  path: string;
}): Promise<readonly string[]> {
  const session: { demo: { sandboxUrl: string } | null } = await (
    await page.request.get(`${origin}/api/session`)
  ).json();
  if (session.demo === null) throw new Error(`${origin} is no demo.`);
  const mails: readonly Mail[] = await (await page.request.get(`${session.demo.sandboxUrl}/control/mail`)).json();
  const links = mails.flatMap((mail) => mail.links.map((link) => new URL(link)));
  const tokens = links.filter(({ pathname }) => pathname === path).map(({ searchParams }) => searchParams.get('token'));
  return [...new Set(tokens.filter((token) => token !== null))].toReversed();
}
