import { launchPage } from '@throughline/app/launch-page.ts';
import { previewAnnouncement } from '@throughline/app/preview-announcement.ts';
import { setAnnouncement, type SetAnnouncement } from '@throughline/app/set-announcement.ts';
import { announcementMail, launchChanged, setAnnouncementRequest } from '@throughline/contracts/pages/launch.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

type Reason = Extract<SetAnnouncement, { kind: 'refused' }>['reason'];

const refusals: Readonly<Record<Reason, string>> = {
  sent: 'It has gone out. What people have been sent is not changed any more.',
  unknown_sponsor: 'Nobody here has that address.',
};

/** What a launch is announced with, in a sponsor's name. */
export function announcementRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['hr', 'administrator'] } } as const;
  const changed = { hide: true, response: { 200: launchChanged } } as const;

  app.put(
    '/api/launch/announcement',
    { config, schema: { ...changed, body: setAnnouncementRequest } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const actor = { kind: 'person', id: person.id } as const;
      const set = await setAnnouncement(context, { organizationId, announcement: request.body, actor });
      if (set.kind === 'refused') throw new ProblemError({ name: 'conflict', detail: refusals[set.reason] });
      const notice = 'Saved. It goes out with the launch, three working days before the first invitation.';
      return { notice, page: await launchPage(context, { organizationId }) };
    },
  );

  app.delete('/api/launch/announcement', { config, schema: changed }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const actor = { kind: 'person', id: person.id } as const;
    const set = await setAnnouncement(context, { organizationId, announcement: null, actor });
    if (set.kind === 'refused') throw new ProblemError({ name: 'conflict', detail: refusals[set.reason] });
    return { notice: 'Left out: nobody is told beforehand.', page: await launchPage(context, { organizationId }) };
  });

  app.post(
    '/api/launch/announcement/preview',
    { config, schema: { hide: true, body: setAnnouncementRequest, response: { 200: announcementMail } } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const mail = await previewAnnouncement(context, {
        organizationId,
        readerId: person.id,
        announcement: request.body,
      });
      if (mail === null) throw new ProblemError({ name: 'conflict', detail: refusals.unknown_sponsor });
      const { subject, html, text } = mail;
      return { subject, html, text };
    },
  );
}
