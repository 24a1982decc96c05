-- Everything that is not secret. Times are seconds since 1970-01-01T00:00:00Z.
PRAGMA application_id = 0x41644b79; -- "AdKy"

CREATE TABLE connections (
    name TEXT PRIMARY KEY,
    record TEXT NOT NULL -- JSON: ConnectionRecord
) STRICT;

-- The accounts come last: the columns before them are then read without touching their many pages.
CREATE TABLE snapshots (
    connection TEXT PRIMARY KEY REFERENCES connections (name) ON DELETE CASCADE,
    taken_at INTEGER NOT NULL,
    counts TEXT NOT NULL, -- JSON: AccountCounts
    findings TEXT NOT NULL, -- JSON: [Finding]
    accounts TEXT NOT NULL -- JSON: [AdAccount]
) STRICT;

-- No reference to connections: what happened stays when a connection is forgotten.
CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    connection TEXT NOT NULL,
    event TEXT NOT NULL,
    code TEXT,
    detail TEXT
) STRICT;
CREATE INDEX activity_of_connection ON activity (connection, id);

-- No reference to connections: a sign-in is in flight before its connection exists.
CREATE TABLE in_flight (
    connection TEXT NOT NULL,
    operation TEXT NOT NULL,
    provider TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (connection, operation)
) STRICT;

CREATE TABLE back_off (
    key TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT;

-- Which apps' credentials lie in the vault. The id is no secret, and knowing it saves asking the vault.
CREATE TABLE apps (
    provider TEXT PRIMARY KEY,
    client_id TEXT NOT NULL
) STRICT;
