import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import { GraphError, invalidProperty, itemNotFound } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { categoryColors } from './categories.ts';
import type { Categories, Category } from './categories.ts';

const reading = ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'];
const writing = ['MailboxSettings.ReadWrite'];

const color = z.enum(categoryColors);
const newCategory = z.object({ displayName: z.string().min(1).max(255), color: color.default('none') });
const categoryChange = z.object({ color });
const categoryPath = z.object({ category: z.string() });

/** outlook/masterCategories: list, one, add, recolour, remove. */
export function categoryRoutes({
  app,
  microsoft,
  categories,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  categories: Categories;
}): void {
  const contextOf = (subject: string, part = '') => odataContext(`users('${subject}')/outlook/masterCategories${part}`);

  const find = ({ request, account }: { request: FastifyRequest; account: string }): Category => {
    const { category: id } = categoryPath.parse(request.params);
    const found = categories.of(account).find((category) => category.id === id);
    if (found === undefined) throw itemNotFound();
    return found;
  };

  for (const path of mailboxPaths('/outlook/masterCategories')) {
    app.get(path, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: reading });
      return { ...contextOf(account.subject), value: categories.of(account.email) };
    });

    app.post(path, (request, reply) => {
      const { account } = openMailbox({ microsoft, request, scopes: writing });
      const parsed = newCategory.safeParse(request.body ?? {});
      if (!parsed.success) throw invalidProperty({ property: parsed.error.issues[0]?.path.join('.') ?? '' });
      const sameName = (known: Category): boolean =>
        known.displayName.toLowerCase() === parsed.data.displayName.toLowerCase();
      if (categories.of(account.email).some(sameName)) throw nameTaken(parsed.data.displayName);
      const added = categories.add({ account: account.email, ...parsed.data });
      return reply.code(201).send({ ...contextOf(account.subject, '/$entity'), ...added });
    });

    app.get(`${path}/:category`, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: reading });
      return { ...contextOf(account.subject, '/$entity'), ...find({ request, account: account.email }) };
    });

    app.patch(`${path}/:category`, (request) => {
      const { account } = openMailbox({ microsoft, request, scopes: writing });
      const known = find({ request, account: account.email });
      const parsed = categoryChange.safeParse(request.body ?? {});
      if (!parsed.success) throw invalidProperty({ property: 'color' });
      const category = { ...known, ...parsed.data };
      categories.replace({ account: account.email, category });
      return { ...contextOf(account.subject, '/$entity'), ...category };
    });

    app.delete(`${path}/:category`, (request, reply) => {
      const { account } = openMailbox({ microsoft, request, scopes: writing });
      categories.remove({ account: account.email, id: find({ request, account: account.email }).id });
      return reply.code(204).send();
    });
  }
}

function nameTaken(name: string): GraphError {
  return new GraphError({
    status: 409,
    code: 'ErrorItemAlreadyExists',
    message: `A category named '${name}' already exists.`,
  });
}
