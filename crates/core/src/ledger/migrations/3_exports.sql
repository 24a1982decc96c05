-- Files that AdKeys has written for other tools. No reference to connections: a file stays when its connection is
-- forgotten, and is worth knowing about then.
CREATE TABLE exports (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL -- JSON: ExportRecord
) STRICT;
