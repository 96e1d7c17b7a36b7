ALTER TABLE coverage_snapshot
  -- The exempt of everyone by category, for HR alone; null in weeks from before it was counted.
  ADD COLUMN exempt jsonb,
  -- Who was in which row as it was last shown, so that the next week is judged beside it; only the latest snapshot keeps it.
  ADD COLUMN memory jsonb;
