-- What a person has been told of a connection, so that each thing is told once.
CREATE TABLE notices (
    connection TEXT PRIMARY KEY REFERENCES connections (name) ON DELETE CASCADE,
    told TEXT NOT NULL -- JSON: Told
) STRICT;
