import type { FastifyInstance } from 'fastify';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { calendarRoutes } from './calendar-routes.ts';
import type { Categories } from './categories.ts';
import { categoryRoutes } from './category-routes.ts';
import type { MailboxSettings } from './mailbox-settings.ts';
import { settingsRoutes } from './settings-routes.ts';
import { timeZoneRoutes } from './time-zone-routes.ts';
import { userRoutes } from './user-routes.ts';

/** The person, their settings, categories and calendar: everything about a mailbox that is not in it. */
export function mailboxRoutes({
  app,
  microsoft,
  settings,
  categories,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  settings: MailboxSettings;
  categories: Categories;
}): void {
  userRoutes({ app, microsoft });
  settingsRoutes({ app, microsoft, settings });
  categoryRoutes({ app, microsoft, categories });
  timeZoneRoutes({ app, microsoft });
  calendarRoutes({ app, microsoft });
}
