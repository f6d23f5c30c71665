-- When each API key was last used: no fact, but what tells which keys nobody would miss.
SET LOCAL ROLE pumpurs_owner;

CREATE TABLE key_uses (
    key_id uuid PRIMARY KEY,
    last_used_at timestamptz NOT NULL
) WITH (fillfactor = 50); -- updated often: room for the next version on the same page

GRANT INSERT, UPDATE ON key_uses TO pumpurs_writer;
