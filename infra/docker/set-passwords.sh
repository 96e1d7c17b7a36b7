#!/bin/sh
# After infra/postgres/roles.sql, when the database is made: the passwords of its roles, from the environment.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set queue="$QUEUE_PASSWORD" <<'SQL'
ALTER ROLE throughline_owner PASSWORD :'owner';
ALTER ROLE throughline_app PASSWORD :'app';
ALTER ROLE throughline_queue PASSWORD :'queue';
SQL
