-- Which tools may have the token of which connection; gone with the connection. Ids are never used again: a person who
-- takes one back must not hit another.
CREATE TABLE tool_grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection TEXT NOT NULL REFERENCES connections (name) ON DELETE CASCADE,
    tool TEXT NOT NULL,
    path TEXT NOT NULL,
    allowed INTEGER NOT NULL,
    until INTEGER, -- NULL: always
    granted_at INTEGER NOT NULL,
    last_used INTEGER,
    UNIQUE (connection, path)
) STRICT;
