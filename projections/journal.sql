-- name: schema
-- One entry for each monetary event; what all its postings are about is numbered.
CREATE TABLE entries (
    position bigint PRIMARY KEY,
    corrects bigint,
    event text NOT NULL,
    subject_id uuid NOT NULL,
    student_id uuid,
    occurred_on date NOT NULL,
    dimension_id bigint NOT NULL
);
CREATE INDEX ON entries (subject_id);
COMMENT ON COLUMN entries.corrects IS 'The position of the entry that this one takes back.';
COMMENT ON COLUMN entries.subject_id IS 'The consultation, payment or grant.';

CREATE TABLE postings (
    position bigint NOT NULL,
    line integer NOT NULL,
    account text NOT NULL,
    funding_source text,
    debit numeric NOT NULL,
    credit numeric NOT NULL,
    PRIMARY KEY (position, line),
    CHECK (debit >= 0 AND credit >= 0 AND (debit = 0 OR credit = 0))
);

-- Sums of postings by day, month and year, and by blocks of 2^level positions: made once, when the block is full.
CREATE TABLE cells (
    level smallint NOT NULL,
    block bigint NOT NULL,
    grain text NOT NULL,
    day date NOT NULL,
    dimension_id bigint NOT NULL,
    account text NOT NULL,
    debit numeric NOT NULL,
    credit numeric NOT NULL
);
CREATE INDEX ON cells (level, block, grain, day);

-- name: indexes
CREATE INDEX ON entries (dimension_id, position);

-- name: money
SELECT position, occurred_on AS day, dimension_id, account, debit, credit
  FROM entries JOIN postings USING (position)

-- name: originals
SELECT * FROM entries WHERE subject_id = ANY(%(subjects)s) AND corrects IS NULL;

-- name: postings_of
SELECT * FROM postings WHERE position = ANY(%(positions)s) ORDER BY position, line;

-- name: entries
SELECT position, corrects, event, subject_id, student_id, occurred_on,
       partner_id, institution_id, municipality, region, school_year, semester,
       cost_category, form_of_cost, kind
  FROM entries JOIN dimensions USING (dimension_id)
 WHERE position > %(after)s AND position <= %(known_at)s AND occurred_on <= %(as_of)s AND {filter}
 ORDER BY position
 LIMIT %(limit)s;

-- name: written
-- Each posting is a line: account, funding source if any, and debit less credit with four decimals at least.
WITH page AS (
    SELECT *
      FROM entries JOIN dimensions USING (dimension_id)
     WHERE position > %(after)s AND position <= %(known_at)s AND occurred_on <= %(as_of)s AND {filter}
     ORDER BY position
     LIMIT %(limit)s
)
SELECT position, corrects, event, subject_id::text, student_id::text, occurred_on::text,
       partner_id::text, institution_id::text, municipality, region, school_year, semester,
       cost_category, form_of_cost, kind,
       (SELECT coalesce(string_agg(account || ' ' || coalesce(funding_source, '') || ' '
                                   || (debit - credit + 0.0000), E'\n' ORDER BY line), '')
          FROM postings
         WHERE postings.position = page.position)
  FROM page
 ORDER BY position;

-- name: balances
SELECT account, sum(debit) AS debit, sum(credit) AS credit
  FROM ({sums}) AS sums JOIN dimensions USING (dimension_id)
 WHERE {filter}
 GROUP BY account
 ORDER BY account;
