-- What ad accounts spent lately, as last read. A row an account: it is read and replaced in small portions.
CREATE TABLE spend (
    connection TEXT NOT NULL REFERENCES connections (name) ON DELETE CASCADE,
    account TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    currency TEXT,
    total TEXT,
    until TEXT NOT NULL, -- the last of the days
    days TEXT NOT NULL, -- JSON: [amount or null], the earliest first
    PRIMARY KEY (connection, account)
) STRICT, WITHOUT ROWID;
