import { Alert } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { connectionResults } from '@throughline/contracts/pages/connection.ts';

type Result = (typeof connectionResults)[number];
export type AboutAttendance = Extract<Result, `attendance_${string}`>;

export function isAboutAttendance(result: Result): result is AboutAttendance {
  return result in words;
}

const words: Readonly<Record<AboutAttendance, { title: string; body: string }>> = {
  attendance_agreed: {
    title: 'Thank you, that is all',
    body: 'Throughline sees from now on whether you both joined the call. You can take it back below.',
  },
  attendance_declined: {
    title: 'Nothing has changed',
    body: 'Without it your calendar works as before. If the page before said that an administrator has to approve, HR can pass that on; you need do nothing.',
  },
  attendance_admin_needed: {
    title: 'Nothing has changed: your company has to allow this first',
    body: 'The administrators of your calendars decide about it. Your calendar works as before, and there is nothing you have to do.',
  },
  attendance_other_account: {
    title: 'That was another account, so nothing has changed',
    body: 'Please choose the account your calendar is connected with.',
  },
  attendance_failed: {
    title: 'It did not work out, and nothing has changed',
    body: 'Your calendar works as before. If you like, try once more.',
  },
};

/** What came of asking for attendance; the calendar is connected whatever it was. */
export function AttendanceResult({ result }: { result: AboutAttendance }) {
  const agreed = result === 'attendance_agreed';
  const ResultIcon = agreed ? IconCircleCheck : IconInfoCircle;
  const { title, body } = words[result];
  return (
    <Alert role="status" color={agreed ? 'pine' : 'amber'} icon={<ResultIcon aria-hidden />} title={title}>
      {body}
    </Alert>
  );
}
