-- The OpenID Connect issuer that says who an organisation's people are, where several organisations live here.
ALTER TABLE organization ADD COLUMN oidc_issuer text;
