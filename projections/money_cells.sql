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

-- What money is about, where it is about such a thing; numbered by a digest of the rest.
CREATE TABLE dimensions (
    dimension_id bigint PRIMARY KEY,
    partner_id uuid,
    institution_id uuid,
    municipality text,
    region text,
    school_year text,
    semester text,
    cost_category text,
    form_of_cost text,
    kind text
);

-- name: cells_of_lines
-- Of each full block, its lines by day.
INSERT INTO cells
SELECT %(level)s, (position - 1) >> %(level)s AS block, 'day', day, {apart}, {sums}
  FROM ({lines}) AS line
 WHERE position > %(first)s::bigint << %(level)s AND position <= %(end)s::bigint << %(level)s
 GROUP BY block, day, {apart}
 ORDER BY block, day;

-- name: cells_of_cells
-- Cells of larger blocks, or of more days, from smaller ones.
INSERT INTO cells
SELECT %(level)s, block >> %(step)s AS larger, %(grain)s, date_trunc(%(grain)s, day)::date AS since, {apart}, {sums}
  FROM cells
 WHERE level = %(below)s AND grain = %(finer)s
   AND block >= %(first)s::bigint << %(step)s AND block < %(end)s::bigint << %(step)s
 GROUP BY larger, since, {apart}
 ORDER BY larger, since;

-- name: sums
-- Of full blocks: whole years, the months of the year that a day cuts, the days of the month that it
-- cuts. Of the block that is not full: its lines. (OFFSET: each block is looked up, whatever the statistics.)
SELECT {apart}, {sums}
  FROM (SELECT {apart}, {measures}
          FROM unnest(%(levels)s::smallint[], %(blocks)s::bigint[]) AS full_one (of_level, of_block)
         CROSS JOIN unnest(%(grains)s::text[], %(sinces)s::date[], %(untils)s::date[])
               AS span (of_grain, first_day, end_day)
         CROSS JOIN LATERAL (
               SELECT {apart}, {measures}
                 FROM cells
                WHERE level = of_level AND block = of_block AND grain = of_grain
                  AND day >= first_day AND day < end_day
               OFFSET 0) AS cell
         UNION ALL
        SELECT {apart}, {measures}
          FROM ({lines}) AS line
         WHERE position > %(covered)s AND position <= %(known_at)s
           AND day >= %(since)s AND day < %(until)s) AS part
 GROUP BY {apart}
