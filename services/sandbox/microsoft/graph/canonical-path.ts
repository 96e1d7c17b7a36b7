const segments = [
  'me users calendar calendars calendarView events instances delta delta() getSchedule attachments createUploadSession',
  'accept tentativelyAccept decline cancel permanentDelete outlook masterCategories mailboxSettings',
  'automaticRepliesSetting dateFormat delegateMeetingMessageDeliveryOptions language timeFormat timeZone userPurpose',
  'workingHours onlineMeetings attendanceReports attendanceRecords subscriptions reauthorize $batch $value',
];

const canonical = new Map(segments.flatMap((line) => line.split(' ')).map((name) => [name.toLowerCase(), name]));

/** Graph finds its resources whatever the letter case of their names; ids, which tell cases apart, are left alone. */
export function canonicalPath(url: string): string {
  if (!/^\/v1\.0\//i.test(url)) return url;
  const [path = '', ...query] = url.split('?');
  const named = path.split('/').map((segment) => canonical.get(segment.toLowerCase()) ?? segment);
  return [named.join('/').replace(/^\/v1\.0\//i, '/v1.0/'), ...query].join('?');
}
