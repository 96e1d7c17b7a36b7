import { Button, Group, Stack, Text } from '@mantine/core';
import type { PoliciesResponse } from '@throughline/contracts/pages/policies.ts';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../app/api.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import { AudienceFields } from './audience-fields.tsx';
import { BlackoutFields } from './blackout-fields.tsx';
import { DraftPreview } from './draft-preview.tsx';
import { ownPeople, usePreview } from './policies-queries.ts';
import type { Rules, StandingPolicy } from './policy-words.ts';
import { PreviewSource, type Trial } from './preview-source.tsx';
import { PublishDraft } from './publish-draft.tsx';
import { RuleFields, type RuleEditing } from './rule-fields.tsx';
import { furtherRules, numberRules, ruleError, ruleGroups, type RuleName } from './rule-words.ts';
import { StepFields } from './step-fields.tsx';
import { keyOfName, statedDraft, useDraft } from './use-draft.ts';

/** A change to a policy, or a new one: its rules, what they would do, and publishing them. */
export function DraftPolicy({
  standing,
  defaults,
  audiences,
  kept,
  onPublished,
}: {
  /** Null: a policy there was none of. */
  standing: StandingPolicy | null;
  /** What a new policy begins with. */
  defaults: Rules;
  audiences: PoliciesResponse['audiences'];
  /** Under what name the browser keeps the draft. */
  kept: string;
  onPublished: (version: number) => void;
}) {
  const { draft, isChanged, change, changeRule, discard } = useDraft({ kept, standing });
  const [trial, setTrial] = useState<Trial>({ source: ownPeople, isFile: false, weeks: 26 });
  const [refusal, setRefusal] = useState<Error | null>(null);
  const preview = usePreview();
  const stated = statedDraft({ draft, key: standing?.key ?? keyOfName(draft.name) });
  const errorAt = (pointer: string) => refusedAt(refusal, pointer);
  const editing: RuleEditing = {
    valueOf: (rule) => (rule in draft.rules ? draft.rules[rule] : (standing?.rules ?? defaults)[rule]),
    refusalOf: (rule) => errorAt(`/rules/${rule}`),
    onChange: (rule, value) => {
      setRefusal(null);
      changeRule(rule, value);
    },
  };
  const hasWrongRule = numberRules.some((rule) => ruleError(rule, editing.valueOf(rule)) !== null);
  const isNamed = stated.name !== '' && stated.key !== '';
  const canTry = !hasWrongRule && isNamed && (!trial.isFile || trial.source.file !== null);
  const look = (next: Trial) => {
    setRefusal(null);
    preview.mutate({ stated, weeks: next.weeks, source: next.source }, { onError: setRefusal });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canTry) look(trial);
  };
  const answer = preview.data;
  return (
    <Stack gap={32}>
      <form onSubmit={submit} aria-label="The draft" noValidate>
        <Stack>
          {standing === null && (
            <AudienceFields
              name={draft.name}
              audience={draft.audience}
              audiences={audiences}
              nameError={errorAt('/name') ?? errorAt('/key')}
              audienceError={errorAt('/audience')}
              onChange={change}
            />
          )}
          {ruleGroups.map(({ title, rules }) => (
            <RuleFields key={title} title={title} rules={rules} editing={editing} />
          ))}
          <BlackoutFields
            blackouts={editing.valueOf('blackouts') as Rules['blackouts']}
            error={errorAt('/rules/blackouts')}
            onChange={(next) => editing.onChange('blackouts', next)}
          />
          <details>
            <summary>Further rules</summary>
            <Stack mt="sm">
              <StepFields
                steps={editing.valueOf('steps') as Rules['steps']}
                error={errorAt('/rules/steps')}
                onChange={(next) => editing.onChange('steps', next)}
              />
              <RuleFields title="Everything else" rules={furtherRules} editing={editing} />
              <Text size="sm" c="dimmed">
                The working hours of people nothing else is known about are set over the API.
              </Text>
            </Stack>
          </details>
          <Changed names={Object.keys(draft.rules) as readonly RuleName[]} isNew={standing === null} />
          <PreviewSource
            trial={trial}
            pending={preview.isPending}
            reading={answer?.kind === 'unreadable' && trial.isFile ? answer.reading : null}
            onChange={(part) => {
              const next = { ...trial, ...part };
              setTrial(next);
              if (next.source.file !== null && next.source !== trial.source && !hasWrongRule && isNamed) look(next);
            }}
          />
          <Group>
            <Button type="submit" loading={preview.isPending} disabled={!canTry}>
              Look at what it would do
            </Button>
            {isChanged && (
              <Button
                variant="default"
                onClick={() => {
                  setRefusal(null);
                  preview.reset();
                  discard();
                }}
              >
                Discard the draft
              </Button>
            )}
            {preview.isPending && (
              <Text size="sm" c="dimmed" role="status">
                Working out who would be due when …
              </Text>
            )}
          </Group>
          {preview.isError && <ProblemAlert error={preview.error} />}
        </Stack>
      </form>
      {answer?.kind === 'preview' && (
        <DraftPreview preview={answer} fileName={trial.isFile ? (trial.source.file?.name ?? null) : null} />
      )}
      <Section title="Publish it">
        <PublishDraft
          stated={stated}
          seen={standing?.id ?? null}
          note={draft.note}
          ready={!hasWrongRule && isNamed && isChanged}
          onNote={(note) => change({ note })}
          onRefused={setRefusal}
          onPublished={(version) => {
            discard();
            onPublished(version);
          }}
        />
      </Section>
    </Stack>
  );
}

function Changed({ names, isNew }: { names: readonly RuleName[]; isNew: boolean }) {
  if (isNew) return null;
  const count = names.length === 1 ? '1 rule differs' : `${names.length} rules differ`;
  return (
    <Text size="sm" c="dimmed" role="status">
      {names.length === 0 ? 'Nothing differs from the version that stands.' : `${count} from the version that stands.`}
    </Text>
  );
}

/** What the API said of a field, or of something in it. */
function refusedAt(error: Error | null, pointer: string): string | null {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const found = errors.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
  return found ? `${found.detail.charAt(0).toUpperCase()}${found.detail.slice(1)}.` : null;
}
