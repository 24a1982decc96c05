-- The last sign-ins, step by step. No reference to connections: a sign-in that failed has none.
CREATE TABLE traces (
    id INTEGER PRIMARY KEY,
    connection TEXT NOT NULL,
    provider TEXT NOT NULL,
    trace TEXT NOT NULL -- JSON: Trace
) STRICT;
