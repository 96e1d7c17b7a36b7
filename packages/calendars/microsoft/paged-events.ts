import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { unreadable } from './errors.ts';
import { pathOfLink } from './path-of-link.ts';

const page = <Item>(item: z.ZodType<Item>) =>
  z.object({
    value: z.array(item),
    '@odata.nextLink': z.string().exactOptional(),
    '@odata.deltaLink': z.string().exactOptional(),
  });

/**
 * Every page from `path` on. A page may be empty and still have a successor. `deltaPath` is where the changes after
 * these begin, for what is read by delta.
 */
export async function pagedEvents<Item>({
  client,
  auth,
  item,
  path: first,
  query = {},
  prefer,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  item: z.ZodType<Item>;
  path: string;
  query?: Readonly<Record<string, string | number>>;
  prefer?: string;
}): Promise<{ items: readonly Item[]; deltaPath: string | null }> {
  const items: Item[] = [];
  let path = first;
  for (;;) {
    const answer = await client.call({
      auth,
      effect: 'read',
      path,
      query: path === first ? query : {},
      ...(prefer === undefined ? {} : { prefer }),
      answer: page(item),
      send: (request) => request.get(),
    });
    items.push(...answer.value);
    const { '@odata.nextLink': next, '@odata.deltaLink': delta } = answer;
    if (next === undefined) return { items, deltaPath: delta === undefined ? null : followed(delta) };
    path = followed(next);
  }
}

function followed(link: string): string {
  const path = pathOfLink(link);
  if (path === null) throw unreadable({ effect: 'read', issues: ['a link leads elsewhere'] });
  return path;
}
