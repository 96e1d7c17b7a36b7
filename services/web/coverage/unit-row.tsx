import { ActionIcon, Table, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ListedUnit } from '@throughline/contracts/pages/coverage.ts';
import { useState, type ReactNode } from 'react';
import { TextLink } from '../components/text-link.tsx';
import { coverageQuery } from './coverage-query.ts';
import type { CoverageSearch } from './coverage-search.ts';
import { changeWords, outOf, percentText, weekNumber } from './share-words.ts';
import classes from './unit-tree.module.css';
import { walkTree } from './walk-tree.ts';

type RowProps = {
  search: CoverageSearch;
  unit: ListedUnit;
  short: string;
  level: number;
  place: number;
  of: number;
  flat: boolean;
  /** The one row that tabs stop at. */
  tabbed: string | null;
  onFocus: (unit: string) => void;
};

/** A unit in the tree and, once it is opened, those below it. */
export function UnitRow({ unit, level, place, of, flat, tabbed, onFocus, ...rest }: RowProps) {
  const navigate = useNavigate({ from: '/coverage' });
  const [isOpen, setIsOpen] = useState(false);
  const setOpen = (open: boolean) => {
    setIsOpen(open);
    // The row that tabs stopped at may be among those that go.
    if (!open) onFocus(unit.unit);
  };
  const canOpen = unit.has_below && !flat;
  const into = { week: rest.search.week, unit: unit.unit };
  return (
    <>
      <Table.Tr
        role="row"
        aria-level={level}
        aria-posinset={place}
        aria-setsize={of}
        aria-expanded={canOpen ? isOpen : undefined}
        tabIndex={tabbed === unit.unit ? 0 : -1}
        className={classes.row}
        onFocus={() => onFocus(unit.unit)}
        onKeyDown={(event) =>
          walkTree({ event, canOpen, isOpen, setOpen, enter: () => void navigate({ search: into }) })
        }
      >
        <Table.Td role="gridcell" className={classes.unit} style={{ '--level': level - 1 }}>
          <div className={classes.inside}>
            <span className={classes.opener}>
              {canOpen && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  tabIndex={-1}
                  aria-label={`${isOpen ? 'Close' : 'Open'} ${unit.name}`}
                  onClick={() => setOpen(!isOpen)}
                >
                  <IconChevronRight size={16} aria-hidden className={classes.chevron} data-open={isOpen || undefined} />
                </ActionIcon>
              )}
            </span>
            <TextLink to="/coverage" search={into} tabIndex={-1} className={classes.name}>
              {unit.name}
            </TextLink>
          </div>
        </Table.Td>
        <Figures unit={unit} short={rest.short} />
      </Table.Tr>
      {canOpen && isOpen && <Below {...rest} unit={unit} level={level + 1} tabbed={tabbed} onFocus={onFocus} />}
    </>
  );
}

function Figures({ unit, short }: { unit: ListedUnit; short: string }) {
  if (unit.numbers === null || unit.share === null)
    return (
      <Table.Td role="gridcell" colSpan={4} className={classes.hidden}>
        <Text size="sm" c="dimmed">
          <LastShown unit={unit} /> {unit.hidden_because}
        </Text>
      </Table.Td>
    );
  const { booked_ahead: ahead, due_without_a_date: dueWithout } = unit.numbers;
  return (
    <>
      <Figure label={short}>
        <span className={classes.share}>{percentText(unit.share)}</span>{' '}
        <Text span size="sm" c="dimmed">
          {outOf(unit.share)}
        </Text>
      </Figure>
      <Figure label="Since last week">{changeWords(unit.change_in_points) ?? 'nothing to compare'}</Figure>
      <Figure label="Booked ahead">
        {percentText(ahead)}{' '}
        <Text span size="sm" c="dimmed">
          {outOf(ahead)}
        </Text>
      </Figure>
      <Figure label="Due soon, no date">{dueWithout}</Figure>
    </>
  );
}

/** What was published stays to be read, with its week, until enough people have changed for new figures. */
function LastShown({ unit: { last_shown: last } }: { unit: ListedUnit }) {
  if (last === null) return 'Not shown.';
  return (
    <>
      <Text span c="var(--mantine-color-text)">
        {percentText(last.share)}
      </Text>{' '}
      {outOf(last.share)}, in week {weekNumber(last.iso_week)}. Nothing newer:
    </>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Table.Td role="gridcell">
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      <span>{children}</span>
    </Table.Td>
  );
}

function Below({ unit, level, ...rest }: Omit<RowProps, 'place' | 'of' | 'flat'>) {
  const query = useQuery(coverageQuery({ week: rest.search.week, unit: unit.unit }));
  if (query.isPending) return <Aside level={level}>Loading…</Aside>;
  if (query.isError) return <Aside level={level}>It could not be loaded. Close and open it to try again.</Aside>;
  const { listed, more } = query.data;
  return (
    <>
      {listed.map((below, place) => (
        <UnitRow
          key={below.unit}
          {...rest}
          unit={below}
          level={level}
          place={place + 1}
          of={listed.length}
          flat={false}
        />
      ))}
      {more > 0 && <Aside level={level}>{more} more, when you go into it.</Aside>}
    </>
  );
}

function Aside({ level, children }: { level: number; children: ReactNode }) {
  return (
    <Table.Tr role="row">
      <Table.Td role="gridcell" colSpan={5} className={classes.unit} style={{ '--level': level }}>
        <Text size="sm" c="dimmed" role="status">
          {children}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
