import { access } from './access.ts';
import { calendars } from './calendars.ts';
import type { Inventory } from './column-note.ts';
import { conversations } from './conversations.ts';
import { organisation } from './organisation.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';

/**
 * What every column of every table is, in words for people: `npm run privacy-papers` makes infra/privacy/data-inventory.md
 * of it. A table or column without an entry is an error of types here.
 */
export const inventory: Inventory = {
  ...people,
  ...conversations,
  ...calendars,
  ...sources,
  ...access,
  ...organisation,
};
