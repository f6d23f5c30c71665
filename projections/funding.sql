-- name: schema
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
CREATE INDEX ON expenses (occurred_on) WHERE corrects IS NOT NULL;

-- Sums of expenses by day, month and year, and by blocks of 2^level positions: made once, when the block is full.
CREATE TABLE cells (
    level smallint NOT NULL,
    block bigint NOT NULL,
    grain text NOT NULL,
    day date NOT NULL,
    dimension_id bigint NOT NULL,
    lines bigint NOT NULL,
    amount numeric NOT NULL,
    esf numeric NOT NULL,
    state numeric NOT NULL,
    state_non_eligible numeric NOT NULL
);
CREATE INDEX ON cells (level, block, grain, day);

-- name: money
SELECT position, occurred_on AS day, dimension_id, 1 AS lines, amount, esf, state, state_non_eligible
  FROM expenses

-- name: originals
SELECT *
  FROM expenses
 WHERE measure_id = ANY(%(measures)s) AND corrects IS NULL
   AND (student_id = ANY(%(students)s) OR student_id IS NULL);

-- name: totals
SELECT {chosen} coalesce(sum(lines), 0)::bigint,
       coalesce(sum(amount), 0), coalesce(sum(esf), 0), coalesce(sum(state), 0),
       coalesce(sum(state_non_eligible), 0)
  FROM ({sums}) AS sums JOIN dimensions USING (dimension_id)
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
SELECT partner_id, day, sum(amount)
  FROM ({sums}) AS sums JOIN dimensions USING (dimension_id)
 WHERE {filter}
 GROUP BY partner_id, day
 ORDER BY day;

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

-- name: learners
-- Who was given something of a category under the plans of which semester, and where; and whether some of it was
-- never taken back, not even after the day.
SELECT spent.student_id, municipality, semester, bool_or(correction.position IS NULL)
  FROM expenses AS spent
  JOIN dimensions ON dimensions.dimension_id = spent.dimension_id
  LEFT JOIN expenses AS correction ON correction.corrects = spent.position
                                  AND correction.corrects IS NOT NULL
                                  AND correction.position <= %(known_at)s
  JOIN unnest(%(semesters)s::text[], %(first_days)s::date[], %(last_days)s::date[])
       AS under (semester, first_day, last_day) USING (semester)
 WHERE spent.corrects IS NULL AND spent.student_id IS NOT NULL AND cost_category = %(category)s
   AND spent.occurred_on >= first_day AND spent.occurred_on <= last_day AND spent.occurred_on <= %(as_of)s
   AND spent.position <= %(known_at)s
   AND (correction.position IS NULL OR correction.occurred_on > %(as_of)s)
 GROUP BY spent.student_id, municipality, semester;
