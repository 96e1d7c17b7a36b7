import { managerNotesPage } from '@throughline/app/manager-notes-page.ts';
import { managerNotesResponse } from '@throughline/contracts/pages/manager-notes.ts';
import type { App } from '../app.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

/** What nobody but the manager who asks is told. */
export function managerNotesRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/api/manager-notes',
    {
      config: { access: { kind: 'roles', anyOf: ['manager'] } },
      schema: { hide: true, response: { 200: managerNotesResponse } },
    },
    async (request) => managerNotesPage(context, { viewer: viewerOf(request) }),
  );
}
