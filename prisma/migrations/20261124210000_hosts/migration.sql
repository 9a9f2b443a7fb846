-- Unlogged: a turn is over in seconds, and a crash of the server, which empties the table, ends all of them.
-- One row a host that is crawled: whose turn it is ("holder" names the turn, "taken_by" the process that took the last one),
-- until when at most, and from when the next may begin. "wanted_by" is the process that has the next turn while it keeps asking.
CREATE UNLOGGED TABLE "engine"."hosts" (
    "host" TEXT PRIMARY KEY,
    "holder" TEXT,
    "lease_until" TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
    "next_at" TIMESTAMPTZ NOT NULL DEFAULT '-infinity',
    "taken_by" TEXT,
    "wanted_by" TEXT,
    "wanted_until" TIMESTAMPTZ NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);
