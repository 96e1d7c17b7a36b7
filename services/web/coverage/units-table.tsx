import { Stack, Text } from '@mantine/core';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { StackingTable } from '../components/stacking-table.tsx';
import type { CoverageNumbers } from './coverage-query.ts';
import { HiddenUnits } from './hidden-units.tsx';
import { headlineShare, headlineWords, heldWords, outOf, percentText } from './share-words.ts';

export function UnitsTable({ report: { rows, headline } }: { report: CoverageReport }) {
  const shown = rows.flatMap(({ unit, name, numbers }) => (numbers === null ? [] : [{ unit, name, numbers }]));
  return (
    <Stack gap="lg">
      {shown.length > 0 && (
        <StackingTable
          caption="Coverage by unit"
          columns={[
            'Unit',
            headlineWords[headline].short,
            'Booked ahead',
            'Due soon, no date',
            'Proactive',
            'Last held',
          ]}
          rows={shown.map(({ unit, name, numbers }) => ({
            key: unit,
            cells: [
              <Text key="name" span inherit fw={550}>
                {name}
              </Text>,
              <ShareCell key="headline" share={headlineShare({ headline, numbers })} />,
              <ShareCell key="ahead" share={numbers.booked_ahead} />,
              numbers.due_without_a_date,
              <ShareCell key="proactive" share={numbers.proactive} />,
              <HeldCell key="held" held={numbers.held} />,
            ],
          }))}
        />
      )}
      <HiddenUnits rows={rows.filter(({ numbers }) => numbers === null)} />
    </Stack>
  );
}

function ShareCell({ share }: { share: CoverageNumbers['current'] }) {
  return (
    <>
      {percentText(share)}{' '}
      <Text span size="sm" c="dimmed">
        {outOf(share)}
      </Text>
    </>
  );
}

/** Never a number of conversations held without how they are known to have been. */
function HeldCell({ held }: { held: CoverageNumbers['held'] }) {
  return (
    <>
      {held.confirmed + held.attendance}{' '}
      <Text span size="sm" c="dimmed">
        {heldWords(held)}
      </Text>
    </>
  );
}
