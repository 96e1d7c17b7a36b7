import { randomUUID } from 'node:crypto';
import type { Journal } from '../../../core/state/journal.ts';
import { openTable } from '../../../core/state/table.ts';
import { guidOf } from '../../../core/accounts/account-store.ts';

export type Category = { readonly id: string; readonly displayName: string; readonly color: string };

/** Each person's own list of category names and their colours; entries name categories, listed or not. */
export type Categories = {
  readonly of: (account: string) => readonly Category[];
  readonly add: (args: { account: string; displayName: string; color: string }) => Category;
  readonly replace: (args: { account: string; category: Category }) => void;
  readonly remove: (args: { account: string; id: string }) => void;
  readonly clear: () => void;
};

export const categoryColors = ['none', ...Array.from({ length: 25 }, (_, at) => `preset${at}`)];

/** What Outlook gives a new mailbox. */
const firstCategories = [
  ['Red category', 'preset0'],
  ['Orange category', 'preset1'],
  ['Yellow category', 'preset3'],
  ['Green category', 'preset4'],
  ['Blue category', 'preset7'],
  ['Purple category', 'preset8'],
] as const;

export function openCategories({ journal }: { journal: Journal }): Categories {
  const table = openTable<readonly Category[]>({ name: 'microsoft-categories', journal });
  const of = (account: string): readonly Category[] =>
    table.get(account) ??
    firstCategories.map(([displayName, color]) => ({ id: guidOf(`${account} ${displayName}`), displayName, color }));
  return {
    of,
    add: ({ account, ...named }) => {
      const category = { id: randomUUID(), ...named };
      table.set(account, [...of(account), category]);
      return category;
    },
    replace: ({ account, category }) => {
      table.set(
        account,
        of(account).map((known) => (known.id === category.id ? category : known)),
      );
    },
    remove: ({ account, id }) => {
      table.set(
        account,
        of(account).filter((category) => category.id !== id),
      );
    },
    clear: table.clear,
  };
}
