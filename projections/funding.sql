-- name: schema
-- What was claimed, until it is paid: a payment says no more than which claim it pays.
CREATE TABLE claims (
    compensation_id uuid PRIMARY KEY,
    institution_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    semester text NOT NULL,
    kind text NOT NULL,
    esf numeric NOT NULL,
    state numeric NOT NULL,
    state_non_eligible numeric NOT NULL
);

-- Grants of youth projects, until they come back, or are spent again.
CREATE TABLE youth_grants (
    grant_id uuid PRIMARY KEY,
    measure_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    semester text NOT NULL,
    amount numeric NOT NULL,
    esf numeric NOT NULL,
    state numeric NOT NULL,
    state_non_eligible numeric NOT NULL
);

-- What a line is about, where it is about such a thing; numbered by a digest of the rest.
CREATE TABLE dimensions (
    dimension_id bigint PRIMARY KEY,
    partner_id uuid,
    institution_id uuid,
    municipality text,
    region text,
    school_year text,
    semester text,
    cost_category text NOT NULL,
    form_of_cost text NOT NULL,
    kind text NOT NULL
);

-- Every event that spends money, or takes it back (then `corrects` is the position of the first).
CREATE TABLE expenses (
    position bigint PRIMARY KEY,
    corrects bigint,
    measure_id uuid NOT NULL,
    student_id uuid,
    occurred_on date NOT NULL,
    dimension_id bigint NOT NULL,
    amount numeric NOT NULL,
    esf numeric NOT NULL,
    state numeric NOT NULL,
    state_non_eligible numeric NOT NULL,
    CHECK (esf + state + state_non_eligible = amount)
);
CREATE INDEX ON expenses (student_id);  -- also finds a measure: an index of them all would be twice as slow to fill
CREATE INDEX ON expenses (measure_id) WHERE student_id IS NULL;
CREATE INDEX ON expenses (occurred_on);
CREATE INDEX ON expenses (occurred_on) WHERE corrects IS NOT NULL;

-- Sums of expenses by month, and by blocks of 2^level positions: made once, when the block is full.
CREATE TABLE cells (
    level smallint NOT NULL,
    block bigint NOT NULL,
    month date NOT NULL,
    dimension_id bigint NOT NULL,
    lines bigint NOT NULL,
    amount numeric NOT NULL,
    esf numeric NOT NULL,
    state numeric NOT NULL,
    state_non_eligible numeric NOT NULL,
    PRIMARY KEY (level, block, month, dimension_id)
);

-- name: originals
SELECT *
  FROM expenses
 WHERE measure_id = ANY(%(measures)s) AND corrects IS NULL
   AND (student_id = ANY(%(students)s) OR student_id IS NULL);

-- name: cells_of_expenses
INSERT INTO cells
SELECT %(level)s, (position - 1) >> %(level)s, date_trunc('month', occurred_on)::date, dimension_id,
       count(*), sum(amount), sum(esf), sum(state), sum(state_non_eligible)
  FROM expenses
 WHERE position > %(after)s AND position <= %(until)s
 GROUP BY (position - 1) >> %(level)s, date_trunc('month', occurred_on)::date, dimension_id;

-- name: cells_of_cells
INSERT INTO cells
SELECT %(level)s, block >> %(step)s, month, dimension_id,
       sum(lines), sum(amount), sum(esf), sum(state), sum(state_non_eligible)
  FROM cells
 WHERE level = %(below)s AND block >= %(after)s >> %(below)s AND block < %(until)s >> %(below)s
 GROUP BY block >> %(step)s, month, dimension_id;

-- name: totals
-- Whole months of whole blocks come from cells, the last, open block from expenses. Of the month
-- that the day cuts, the shorter end is added to the cells before it, or taken from those up to its end.
WITH parts AS (
    SELECT dimension_id, lines, amount, esf, state, state_non_eligible
      FROM unnest(%(levels)s::smallint[], %(firsts)s::bigint[], %(ends)s::bigint[])
           AS known (known_level, first_block, end_block)
      JOIN cells ON level = known_level AND block >= first_block AND block < end_block
     WHERE month < %(cut)s
     UNION ALL
    SELECT dimension_id, 1, amount, esf, state, state_non_eligible
      FROM expenses
     WHERE position > %(covered)s AND position <= %(known_at)s AND occurred_on <= %(as_of)s
     UNION ALL
    SELECT dimension_id, %(sign)s, %(sign)s * amount, %(sign)s * esf, %(sign)s * state,
           %(sign)s * state_non_eligible
      FROM expenses
     WHERE position <= %(covered)s AND occurred_on >= %(since)s AND occurred_on < %(until)s
), sums AS (
    SELECT dimension_id, sum(lines) AS lines, sum(amount) AS amount,
           sum(esf) AS esf, sum(state) AS state, sum(state_non_eligible) AS state_non_eligible
      FROM parts
     GROUP BY dimension_id
)
SELECT {chosen} coalesce(sum(lines), 0)::bigint,
       coalesce(sum(amount), 0), coalesce(sum(esf), 0), coalesce(sum(state), 0),
       coalesce(sum(state_non_eligible), 0)
  FROM sums JOIN dimensions USING (dimension_id)
 WHERE {filter}
 {grouped};

-- name: lines
SELECT position, corrects, measure_id, student_id, occurred_on,
       partner_id, institution_id, municipality, region, school_year, semester,
       cost_category, form_of_cost, kind, amount, esf, state, state_non_eligible
  FROM expenses JOIN dimensions USING (dimension_id)
 WHERE position > %(after)s AND position <= %(known_at)s AND occurred_on <= %(as_of)s AND {filter}
 ORDER BY position
 LIMIT %(limit)s;

-- name: by_day
SELECT partner_id, occurred_on, sum(amount)
  FROM expenses JOIN dimensions USING (dimension_id)
 WHERE occurred_on >= %(since)s AND occurred_on <= %(as_of)s AND position <= %(known_at)s AND {filter}
 GROUP BY partner_id, occurred_on
 ORDER BY occurred_on;

-- name: taken_back_later
-- What was taken back in another part of the days than it was spent in: each part but the first begins
-- on one of `starts`.
SELECT spent_in, taken_back_in, sum(amount)
  FROM (SELECT width_bucket(first.occurred_on, %(starts)s::date[]) AS spent_in,
               width_bucket(correction.occurred_on, %(starts)s::date[]) AS taken_back_in,
               correction.amount
          FROM expenses AS correction
          JOIN expenses AS first ON first.position = correction.corrects
          JOIN dimensions ON dimensions.dimension_id = correction.dimension_id
         WHERE correction.corrects IS NOT NULL AND correction.position <= %(known_at)s
           AND correction.occurred_on >= (%(starts)s::date[])[1] AND correction.occurred_on <= %(as_of)s
           AND {filter}) AS moved
 WHERE spent_in <> taken_back_in
 GROUP BY spent_in, taken_back_in;
