-- An agenda can be chosen anew after its invitation left. It has versions of its own: to write it is another call than
-- to write the entry's time, and neither may undo what the other is about.

ALTER TABLE event
  ADD COLUMN agenda_version integer NOT NULL DEFAULT 1,
  ADD COLUMN applied_agenda_version integer NOT NULL DEFAULT 1,
  ADD CONSTRAINT event_agenda_applied CHECK (applied_agenda_version <= agenda_version);
ALTER TABLE event ALTER COLUMN applied_agenda_version SET DEFAULT 0;

CREATE INDEX event_agenda_unfinished ON event (organization_id)
  WHERE applied_agenda_version < agenda_version AND step = 'invited' AND desired_step = 'invited';

-- Which of the two chose the questions; null as long as they are the ones that were to come next.
ALTER TABLE agenda ADD COLUMN chosen_by text CHECK (chosen_by IN ('manager', 'report'));

-- What is still to be sent carries its agenda from now on: the text has it, the parts are in the table beside.
ALTER TABLE event NO FORCE ROW LEVEL SECURITY;
ALTER TABLE agenda NO FORCE ROW LEVEL SECURITY;
UPDATE event
SET draft = event.draft || jsonb_build_object(
  'agenda', jsonb_build_object(
    'opening', split_part(event.draft ->> 'bodyText', E'\n\n', 1),
    'title', substr(split_part(event.draft ->> 'bodyText', E'\n\n', 2), length('Agenda: ') + 1),
    'purpose', '',
    'sections', agenda.sections
  )
)
FROM agenda
WHERE agenda.organization_id = event.organization_id AND agenda.conversation_id = event.conversation_id;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
ALTER TABLE agenda FORCE ROW LEVEL SECURITY;
