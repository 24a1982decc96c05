-- What is known of a person's app beside its credentials: it may be known while the id comes from elsewhere.
CREATE TABLE apps_anew (
    provider TEXT PRIMARY KEY,
    client_id TEXT, -- of the credentials in the vault
    config_id TEXT, -- of the login configuration at the platform
    mode TEXT, -- development | live
    relay TEXT, -- URL
    worked TEXT -- the way back of the last sign-in that came through
) STRICT;
INSERT INTO apps_anew (provider, client_id) SELECT provider, client_id FROM apps;
DROP TABLE apps;
ALTER TABLE apps_anew RENAME TO apps;
