import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { announcementMail } from '@throughline/contracts/pages/launch.ts';
import { useState, type FormEvent } from 'react';
import { send } from '../app/api.ts';
import { Panel } from '../components/panel.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { MailView } from '../digest/mail-view.tsx';
import { PersonField } from '../exemptions/person-field.tsx';
import { launchPeopleQuery, useLaunchChange } from './launch-queries.ts';

type Wanted = { readonly sponsorEmail: string; readonly subject: string; readonly body: string };

/** The text of an announcement, its sponsor, and the mail it becomes. */
export function AnnouncementForm({
  begin,
  organizationName,
  isPlanned,
  onLeftOut,
}: {
  begin: Wanted;
  organizationName: string;
  /** Saved already, so that the next launch sends it. */
  isPlanned: boolean;
  onLeftOut: () => void;
}) {
  const [wanted, setWanted] = useState(begin);
  const set = (change: Partial<Wanted>) => setWanted((before) => ({ ...before, ...change }));
  const body = { ...wanted, sponsorEmail: wanted.sponsorEmail.trim() === '' ? null : wanted.sponsorEmail.trim() };
  const save = useLaunchChange(() => ({ method: 'PUT', path: '/api/launch/announcement', body }));
  const leaveOut = useLaunchChange(() => ({ method: 'DELETE', path: '/api/launch/announcement' }));
  const preview = useMutation({
    mutationFn: () => send('POST', '/api/launch/announcement/preview', { body, schema: announcementMail }),
  });
  const error = save.error ?? leaveOut.error ?? preview.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Stack>
      <Panel>
        <form onSubmit={submit} aria-label="Announcement">
          <Stack>
            <PersonField
              label="In whose name"
              description={`Left empty: in the name of ${organizationName}.`}
              required={false}
              value={wanted.sponsorEmail}
              find={launchPeopleQuery}
              onChange={(sponsorEmail) => set({ sponsorEmail })}
            />
            <TextInput
              label="Subject"
              required
              maxLength={90}
              value={wanted.subject}
              onChange={({ currentTarget }) => set({ subject: currentTarget.value })}
            />
            <Textarea
              label="Text"
              description="An empty line begins a paragraph. Each mail greets its reader by name and is signed. In a pilot, say for whom it is."
              required
              autosize
              minRows={8}
              maxLength={5000}
              value={wanted.body}
              onChange={({ currentTarget }) => set({ body: currentTarget.value })}
            />
            <Group gap="sm">
              <Button type="submit" loading={save.isPending}>
                {isPlanned ? 'Save' : 'Announce the launch with it'}
              </Button>
              <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
                Show it as a mail
              </Button>
              <Button
                variant="subtle"
                loading={leaveOut.isPending}
                onClick={() => (isPlanned ? leaveOut.mutate(undefined, { onSuccess: onLeftOut }) : onLeftOut())}
              >
                Leave it out
              </Button>
            </Group>
            {error !== null && <ProblemAlert error={error} />}
          </Stack>
        </form>
      </Panel>
      {preview.data && <MailView mail={preview.data} />}
    </Stack>
  );
}
