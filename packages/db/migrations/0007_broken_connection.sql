-- Why a calendar does not work. `our_secret` is a fault of the installation: the connection stays active beside it.

ALTER TABLE connection
  ADD COLUMN broken_because text
    CHECK (broken_because IN ('revoked', 'expired', 'admin_blocked', 'scope_lost', 'mailbox_gone', 'our_secret'));

-- The owner is held to row security too while it is forced.
ALTER TABLE connection NO FORCE ROW LEVEL SECURITY;
UPDATE connection
  SET broken_because = CASE last_error WHEN 'admin_needed' THEN 'admin_blocked' WHEN 'scope_missing' THEN 'scope_lost' ELSE 'revoked' END,
    broken_at = coalesce(broken_at, connected_at)
  WHERE status = 'reconnect_required';
ALTER TABLE connection FORCE ROW LEVEL SECURITY;

ALTER TABLE connection
  ADD CONSTRAINT connection_broken_says_why CHECK (
    CASE status
      WHEN 'reconnect_required' THEN broken_because IS NOT NULL AND broken_because <> 'our_secret'
      WHEN 'active' THEN broken_because IS NULL OR broken_because = 'our_secret'
      ELSE broken_because IS NULL
    END
  ),
  ADD CONSTRAINT connection_broken_since CHECK (broken_because IS NULL OR broken_at IS NOT NULL);
