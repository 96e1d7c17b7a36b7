import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import { badRequest } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { ianaZones, windowsZones, zoneNamed } from './windows-zones.ts';

const reading = ['User.Read', 'User.ReadBasic.All', 'MailboxSettings.Read', 'MailboxSettings.ReadWrite'];
const functionPath = z.object({ '*': z.string() });

/** outlook/supportedTimeZones, and the same function with a TimeZoneStandard of Windows (the default) or Iana. */
export function timeZoneRoutes({ app, microsoft }: { app: FastifyInstance; microsoft: MicrosoftCloud }): void {
  for (const path of mailboxPaths('/outlook/supportedTimeZones')) {
    app.get(`${path}*`, (request) => {
      openMailbox({ microsoft, request, scopes: reading });
      const standard = standardOf(functionPath.parse(request.params)['*']);
      const value =
        standard === 'iana'
          ? ianaZones().map((zone) => ({ alias: zone, displayName: zone }))
          : windowsZones().map((zone) => ({ alias: zone, displayName: `(UTC${offsetOf(zone)}) ${zone}` }));
      return { ...odataContext('Collection(microsoft.graph.timeZoneInformation)'), value };
    });
  }
}

/** What stands behind the function's name: nothing, `()`, or `(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')`. */
function standardOf(call: string): 'windows' | 'iana' {
  if (call === '' || call === '()') return 'windows';
  const named = /^\(TimeZoneStandard=(?:microsoft\.graph\.timeZoneStandard)?'(windows|iana)'\)$/i.exec(call)?.[1];
  if (named === undefined) throw badRequest(`Resource not found for the segment 'supportedTimeZones${call}'.`);
  return named.toLowerCase() === 'iana' ? 'iana' : 'windows';
}

function offsetOf(zone: string): string {
  const iana = zoneNamed(zone) ?? 'UTC';
  const { offset } = Temporal.PlainDate.from('2026-01-15').toZonedDateTime(iana);
  return offset === '+00:00' ? '' : offset;
}
